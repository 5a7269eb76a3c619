import { KINDS, type KindPreset } from '~/domain/room/kinds'
import { PageFrame, PageTitle } from '~/ui/page-frame'
import type { Route } from './+types/kinds'

export const meta: Route.MetaFunction = () => [{ title: 'Start a room · Tutti' }]

/** The kinds of rooms there are to start. */
export default function Kinds() {
  return (
    <PageFrame>
      <PageTitle>Start a room</PageTitle>
      <ul className="grid gap-4 sm:grid-cols-2">
        {Object.entries<KindPreset>(KINDS).map(([kind, { noun, tagline }]) => (
          <li key={kind}>
            <a href={`/new/${kind}`} className="card grid gap-1 p-5 no-underline hover:border-accent">
              <b className="text-lg">{noun}</b>
              <span className="text-muted">{tagline}</span>
            </a>
          </li>
        ))}
      </ul>
    </PageFrame>
  )
}
