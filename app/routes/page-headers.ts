import type { HeadersFunction } from 'react-router'

/** Lets a page's loader or action send headers, such as `Retry-After`. */
export const headers: HeadersFunction = ({ actionHeaders, loaderHeaders, errorHeaders, parentHeaders }) => {
  const all = new Headers(parentHeaders)
  for (const given of [loaderHeaders, actionHeaders, errorHeaders ?? []]) {
    for (const [name, value] of new Headers(given)) if (name !== 'set-cookie') all.set(name, value)
  }
  return all
}
