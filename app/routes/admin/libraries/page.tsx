import { listLibrariesForAdmin, listMembers } from '~/media/libraries/administer.server'
import { tuttiContext } from '~/tutti.server'
import { FormProblem } from '~/ui/form'
import { PageFrame, PageTitle } from '~/ui/page-frame'
import { formOf } from '../../account/form-answer'
import { requireAdminSession } from '../../account/required.server'
import { BrokenFiles } from './broken-files'
import { LibraryCard } from './library-card'
import { Restrictions } from './restrictions'
import type { Route } from './+types/page'

export { headers } from '../../page-headers'

/** Past this nobody reads on; the log has all of them. */
const BROKEN_SHOWN = 200

export const meta: Route.MetaFunction = () => [{ title: 'Libraries · Tutti' }]

export async function loader(args: Route.LoaderArgs) {
  requireAdminSession(args)
  const { db, library } = args.context.get(tuttiContext)
  const [libraries, members, broken] = await Promise.all([
    listLibrariesForAdmin(db, library.presentLibraryIds()),
    listMembers(db),
    library.broken(),
  ])
  const shown = broken.slice(0, BROKEN_SHOWN)
  return {
    libraries,
    members,
    broken: shown,
    moreBroken: broken.length - shown.length,
    scan: library.progress(),
  }
}

export default function Libraries({ loaderData, actionData }: Route.ComponentProps) {
  const { libraries, members, broken, moreBroken, scan } = loaderData
  return (
    <PageFrame current="/library">
      <PageTitle lead="What the media folders hold, what it is called, and who may see it.">
        Libraries
      </PageTitle>
      {scan.state === 'scanning' && (
        <p className="text-muted">
          The folders are being read: {scan.done} of at least {scan.found} files. Load this page again to see
          more.
        </p>
      )}
      <FormProblem form={formOf(actionData, 'removal')} />
      <div className="grid gap-5">
        {libraries.length === 0 && <p>There are no media folders. Name some in MEDIA_DIRS.</p>}
        {libraries.map((library) => (
          <LibraryCard key={library.id} library={library} members={members} answer={actionData} />
        ))}
      </div>
      <Restrictions members={members} answer={actionData} />
      <BrokenFiles files={broken} more={moreBroken} libraries={libraries} />
    </PageFrame>
  )
}
