import { z } from 'zod'
import { NAME_MAX_CHARACTERS } from '~/domain/membership/names'
import { REFUSALS, type RefusalCode } from '~/domain/room/refusal'
import { cleanLine } from '~/domain/text'
import type { FormState } from '~/ui/form'

/** What was sent, from a form or a program; null when it was neither. */
export type Body = Record<string, unknown> | null

/** The fields as a schema reads them, or the form to show again: what was typed, and what is wrong beside it. */
export function parseForm<Schema extends z.ZodType>(
  schema: Schema,
  body: Body,
): { ok: true; input: z.output<Schema> } | { ok: false; form: FormState } {
  if (!body) return { ok: false, form: refusedForm('bad_request', body) }
  const parsed = schema.safeParse(body)
  if (parsed.success) return { ok: true, input: parsed.data }
  const problems: FormState['problems'] = {}
  for (const { path, message } of parsed.error.issues) problems[String(path[0] ?? '')] ??= message
  return { ok: false, form: { typed: typedIn(body), problems } }
}

/** The form to show again after a refusal, which is about the whole of it unless a field is named. */
export function refusedForm(code: RefusalCode, body: Body, field = ''): FormState {
  return { typed: typedIn(body), problems: { [field]: REFUSALS[code].message } }
}

function typedIn(body: Body): FormState['typed'] {
  const entries = Object.entries(body ?? {})
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

/** One line of at most `maxCharacters`, cleaned; empty when there is nothing to read in it. */
export function line(maxCharacters: number) {
  return z.string({ error: 'Please type some text' }).transform((text, context) => {
    const cleaned = cleanLine(text, maxCharacters)
    if (cleaned.length === cleanLine(text, 2 * maxCharacters).length) return cleaned
    context.addIssue({ code: 'custom', message: `At most ${maxCharacters} characters, please` })
    return z.NEVER
  })
}

/** What somebody wants to be called; empty lets a name be made up. */
export const displayName = line(NAME_MAX_CHARACTERS)

/** A whole number, as a program sends it or as it was typed. */
export function wholeNumber({ min, max }: { min: number; max: number }) {
  const error = `A whole number from ${min} to ${max}, please`
  const typed = z
    .string()
    .trim()
    .regex(/^\d{1,9}$/)
    .transform(Number)
  return z
    .union([z.number(), typed], { error })
    .pipe(z.number().int({ error }).min(min, { error }).max(max, { error }))
}
