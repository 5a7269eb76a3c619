import { z } from 'zod'
import { changeLibrary } from '~/media/libraries/administer.server'
import { tuttiContext } from '~/tutti.server'
import { formRoute } from '../../account/form-route.server'
import { requireAdminSession } from '../../account/required.server'
import { parseForm } from '../../form'
import { refusal } from '../../room/membership.server'
import { LibraryFields } from './fields'

export { default, headers, loader, meta } from './page'

const LibraryId = z.uuid()

const route = formRoute('library', async (args, body) => {
  requireAdminSession(args)
  const { db, library, watching } = args.context.get(tuttiContext)
  const id = LibraryId.safeParse(args.params.libraryId)
  if (!id.success) throw refusal('not_found')
  const parsed = parseForm(LibraryFields, body)
  if (!parsed.ok) {
    const { typed, problems } = parsed.form
    return { ok: false, refusal: 'bad_request', form: { typed: { ...typed, libraryId: id.data }, problems } }
  }
  if (!(await changeLibrary(db, id.data, parsed.input))) throw refusal('not_found')
  watching.accessChanged()
  library.rescan()
  return { ok: true, next: '/admin/libraries' }
})

export const middleware = route.middleware
export const action = route.action
