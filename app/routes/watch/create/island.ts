import { BLIND_TO_CHOSEN, blindWords, whoIsBlind } from './blind'
import { zoneWords } from './zone-words'

/** What the page shows at once, where scripts run: who may not see what, and what is looked into without a new page. */
const form = document.querySelector<HTMLFormElement>('#party')
/** The parts that looking around draws anew; people and options stay as they are being filled in. */
const REDRAWN = ['party-chosen', 'party-what']

setTimeZone()

let looking: AbortController | null = null

form?.addEventListener('change', () => grey(form))
form?.addEventListener('submit', (event) => {
  const button = event.submitter
  if (!(button instanceof HTMLButtonElement) || !button.hasAttribute('formaction')) return
  event.preventDefault()
  void look(form, button)
})

/** A start is meant by the clock in front of whoever types it. */
function setTimeZone(): void {
  const field = form?.querySelector<HTMLInputElement>('[name=timeZone]')
  if (!field) return
  field.value = Intl.DateTimeFormat().resolvedOptions().timeZone
  say(document.querySelector('[data-time-zone]')!, zoneWords(field.value))
}

async function look(form: HTMLFormElement, button: HTMLButtonElement): Promise<void> {
  looking?.abort()
  looking = new AbortController()
  const { signal } = looking
  const body = new URLSearchParams([...new FormData(form, button)] as [string, string][])
  try {
    const answer = await fetch(button.formAction, { method: 'POST', body, signal })
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const drawn = page.querySelector<HTMLFormElement>('#party')
    if (!drawn) return location.reload()
    for (const id of REDRAWN) document.getElementById(id)!.replaceWith(page.getElementById(id)!)
    form.dataset.step = drawn.dataset.step
  } catch {
    if (!signal.aborted) leaveTo(form, button)
    return
  }
  grey(form)
  document.getElementById('party-place')?.focus({ preventScroll: true })
}

/** As it is done without scripts. */
function leaveTo(form: HTMLFormElement, { formAction, name, value }: HTMLButtonElement): void {
  form.action = formAction
  form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }))
  form.submit()
}

/** As the server draws it, for who is ticked now. */
function grey(form: HTMLFormElement): void {
  const rows = [...form.querySelectorAll<HTMLElement>('[data-person]')]
  const people = rows.map((row) => ({
    row,
    username: row.dataset.person!,
    sees: row.dataset.sees!.split(' '),
    isTicked: row.querySelector<HTMLInputElement>('input')!.checked,
  }))
  const ticked = people.filter((person) => person.isTicked)
  for (const place of form.querySelectorAll<HTMLElement>('[data-library]')) {
    const words = blindWords(whoIsBlind(ticked, place.dataset.library!))
    say(place.querySelector('[data-why]')!, words)
    if (place.localName === 'li') place.querySelector('button')!.disabled = words !== ''
  }
  const chosen = form.querySelector<HTMLElement>('#party-chosen [data-library]')?.dataset.library
  const blind = chosen ? whoIsBlind(people, chosen) : []
  for (const person of people)
    say(person.row.querySelector('[data-blind]')!, blind.includes(person) ? BLIND_TO_CHOSEN : '')
}

function say(element: Element, words: string): void {
  if (element.textContent !== words) element.textContent = words
}
