/** Tells spreadsheets that the file is UTF-8; without it some read accents as gibberish. */
const BYTE_ORDER_MARK = '\uFEFF'

/** Spreadsheets run text that begins like this as a formula, wherever it came from. */
const LIKE_A_FORMULA = /^[\s]*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/

/** Rows as CSV (RFC 4180) in which no text can act as a formula. */
export function toCsv(rows: (string | number)[][]): string {
  return BYTE_ORDER_MARK + rows.map((row) => `${row.map(toCell).join(',')}\r\n`).join('')
}

function toCell(value: string | number): string {
  if (typeof value === 'number') return String(value)
  const inert = LIKE_A_FORMULA.test(value) ? `'${value}` : value
  return `"${inert.replaceAll('"', '""')}"`
}
