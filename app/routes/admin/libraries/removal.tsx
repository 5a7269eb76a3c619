import { z } from 'zod'
import { removeLibrary } from '~/media/libraries/administer.server'
import { tuttiContext } from '~/tutti.server'
import { formRoute } from '../../account/form-route.server'
import { requireAdminSession } from '../../account/required.server'
import { refusedForm } from '../../form'
import { refusal } from '../../room/membership.server'

export { default, headers, loader, meta } from './page'

const LibraryId = z.uuid().toLowerCase()

/** Forgets a library whose folder is gone. One that is there would only come back, open to more people than it was. */
const route = formRoute('removal', async (args) => {
  requireAdminSession(args)
  const { db, library } = args.context.get(tuttiContext)
  const { data: id } = LibraryId.safeParse(args.params.libraryId)
  if (!id) throw refusal('not_found')
  if (library.presentLibraryIds().includes(id)) {
    return { ok: false, refusal: 'library_present', form: refusedForm('library_present', null) }
  }
  if (!(await removeLibrary(db, id))) throw refusal('not_found')
  return { ok: true, next: '/admin/libraries' }
})

export const middleware = route.middleware
export const action = route.action
