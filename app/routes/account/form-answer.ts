import { UNTOUCHED, type FormState } from '~/ui/form'

/** What a page is told after one of its forms was sent: the form to show again, or what came of it, to show once. */
export type FormAnswer = { of: string; form: FormState; shows?: Record<string, string> }

/** The form of that name as it is to be shown. A path shared by several routes hides from the types what they answer. */
export function formOf(answer: unknown, of: string): FormState {
  const given = answer as FormAnswer | undefined
  return given?.of === of ? given.form : UNTOUCHED
}

/** What came of the form of that name, if it was sent just now. */
export function shownBy(answer: unknown, of: string): Record<string, string> | null {
  const given = answer as FormAnswer | undefined
  return given?.of === of ? (given.shows ?? null) : null
}
