import '~/ui/local-times'
import { offerNotices } from '../push/opt-in-browser'

/** The inbox page's script: times by the reader's clock, and notices. */
offerNotices()
