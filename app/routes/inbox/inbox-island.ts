import '~/ui/local-times'
import { offerNotices } from '../push/opt-in-browser'
import { tellOfNews } from './news'

/** The inbox page's script: times by the reader's clock, what comes meanwhile, and notices. */
offerNotices()
tellOfNews()
