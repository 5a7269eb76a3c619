import type { MetaDescriptor } from 'react-router'
import { people, songLine } from '../words'
import type { Doorway } from './doorway.server'

/** Previews want a large picture; `cover` makes none larger. */
const ARTWORK_WIDTH_PX = 1200

/** What a pasted link shows: whose room it is, what plays there and its cover. */
export function previewOf(doorway: Doorway, origin: string): MetaDescriptor[] {
  const { code, noun, name, hostName, playing } = doorway
  const title = `${hostName ?? 'Somebody'}’s ${noun}: ${name}`
  const description = describe(doorway)
  const url = `${origin}/join/${code}`
  const picture = playing?.artworkId
    ? `${origin}/join/${code}/cover/${ARTWORK_WIDTH_PX}`
    : `${origin}/share.png`
  return [
    { title: `${title} · Tutti` },
    { name: 'description', content: description },
    { name: 'robots', content: 'noindex' },
    { tagName: 'link', rel: 'canonical', href: url },
    { property: 'og:site_name', content: 'Tutti' },
    { property: 'og:type', content: 'website' },
    { property: 'og:url', content: url },
    { property: 'og:title', content: title },
    { property: 'og:description', content: description },
    { property: 'og:image', content: picture },
    { property: 'og:image:alt', content: playing ? `Cover of ${playing.title}` : 'Tutti' },
    { name: 'twitter:card', content: 'summary_large_image' },
    { name: 'twitter:title', content: title },
    { name: 'twitter:description', content: description },
    { name: 'twitter:image', content: picture },
  ]
}

function describe({ standing, noun, playing, peopleCount }: Doorway): string {
  if (standing === 'ended') return `This ${noun} has ended.`
  const now = playing ? `Playing now: ${songLine(playing)}. ` : ''
  return `${now}${people(peopleCount)} in the room. Come in and listen together: no account, no app.`
}
