import { expect, test } from 'vitest'
import { toCsv } from '~/routes/history/csv'

const plain = (rows: (string | number)[][]) => toCsv(rows).replace('\uFEFF', '')

test('quotes, commas and line breaks stay within their cell', () => {
  expect(plain([['He said "hi", twice', 'two\nlines', 7]])).toBe('"He said ""hi"", twice","two\nlines",7\r\n')
})

test('no text can act as a formula', () => {
  for (const text of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '\n@x', '＝1']) {
    expect(plain([[text]])).toBe(`"'${text}"\r\n`)
  }
  for (const text of ['Ode to Joy', '1999', 'a=b', '']) expect(plain([[text]])).toBe(`"${text}"\r\n`)
})
