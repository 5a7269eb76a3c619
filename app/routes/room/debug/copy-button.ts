import { element } from './element'

/** Takes a text along. On plain http:// there is no clipboard: then the text is there to be copied by hand. */
export function copyButton(read: () => string): HTMLElement[] {
  const word = element('span', { 'aria-live': 'polite' }, ['Copy'])
  const button = element('button', { type: 'button', class: 'button', style: 'font: inherit' }, [word])
  const field = element('textarea', {
    readonly: '',
    'aria-label': 'The trace as JSON',
    style: 'width: 100%; height: 60px; background: #241d18; color: inherit; font: inherit',
  })
  field.hidden = true
  button.addEventListener('click', async () => {
    const text = read()
    try {
      await navigator.clipboard.writeText(text)
      word.textContent = 'Copied'
    } catch {
      field.value = text
      field.hidden = false
      field.select()
      word.textContent = 'Selected'
    }
  })
  return [button, field]
}
