import { z } from 'zod'
import { LIBRARY_KINDS } from '~/domain/library/library'
import type { LibraryChange } from '~/media/libraries/administer.server'
import { line } from '../../form'

const NAME_MAX_CHARACTERS = 60
/** Before the id of each account that is ticked: a field that comes twice is refused, so each has its own. */
export const GIVEN = 'given.'

const AccountId = z.uuid()

/** The form of one library; all of it is sent each time, since a box that is not ticked sends nothing. */
export const LibraryFields = z
  .looseObject({
    name: line(NAME_MAX_CHARACTERS).refine((name) => name !== '', { error: 'It needs a name' }),
    kind: z.enum(LIBRARY_KINDS, { error: 'Music, films, series or karaoke?' }),
    audience: z.enum(['public', 'all', 'given'], { error: 'Who may see it?' }),
  })
  .transform(({ name, kind, audience, ...ticks }, context): LibraryChange => {
    const given = Object.keys(ticks).flatMap((field) =>
      field.startsWith(GIVEN) ? field.slice(GIVEN.length) : [],
    )
    if (given.some((id) => !AccountId.safeParse(id).success)) {
      context.addIssue({ code: 'custom', path: ['given'], message: 'One of those who are ticked is nobody' })
    }
    return { name, kind, isPublic: audience === 'public', isForAll: audience !== 'given', given }
  })

export const RestrictionFields = z.object({
  restricted: z.enum(['true', 'false'], { error: 'Restricted or not?' }).transform((text) => text === 'true'),
})
