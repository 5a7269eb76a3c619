import { z } from 'zod'
import { cleanLine } from '~/domain/text'
import { NAME_MAX_CHARACTERS } from '~/domain/membership/names'
import { UNTOUCHED, type FormState } from '~/ui/form'

export type ParsedForm<Input> = { ok: true; input: Input } | { ok: false; form: FormState }

/** The fields as a schema reads them, or the form to show again: with what was typed and what is wrong beside it. */
export function parseForm<Schema extends z.ZodType>(
  schema: Schema,
  body: Record<string, unknown> | null,
): ParsedForm<z.output<Schema>> {
  const parsed = schema.safeParse(body)
  if (parsed.success) return { ok: true, input: parsed.data }
  const problems: Record<string, string> = {}
  for (const { path, message } of parsed.error.issues) problems[String(path[0] ?? '')] ??= message
  return { ok: false, form: { typed: typedIn(body), problems } }
}

/** A form to show again because of one field. */
export function withProblem(body: Record<string, unknown> | null, field: string, problem: string): FormState {
  return { typed: typedIn(body), problems: { [field]: problem } }
}

function typedIn(body: Record<string, unknown> | null): FormState['typed'] {
  const texts = Object.entries(body ?? {}).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  )
  return texts.length > 0 ? Object.fromEntries(texts) : UNTOUCHED.typed
}

/** One line of at most `maxCharacters`, cleaned; nothing readable is an empty line. */
export function line(maxCharacters: number) {
  return z.string({ error: 'Please type some text' }).transform((text, context) => {
    const cleaned = cleanLine(text, maxCharacters)
    const isCut = cleaned.length < cleanLine(text, 2 * maxCharacters).length
    if (!isCut) return cleaned
    context.addIssue({ code: 'custom', message: `At most ${maxCharacters} characters, please` })
    return z.NEVER
  })
}

/** What somebody wants to be called; empty lets a name be made up. */
export const displayName = line(NAME_MAX_CHARACTERS)
