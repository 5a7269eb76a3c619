/** From this length on, a mistyped beginning of a word is taken for the word: "bethov" for "beethoven". */
const FEWEST_LETTERS_OF_A_BEGINNING = 5

/** Typos that are forgiven grow with the word: at three letters one is much, at ten three are little. */
export function forgivenTypos(letters: number): number {
  if (letters < 3) return 0
  if (letters < 6) return 1
  return letters < 9 ? 2 : 3
}

/**
 * How many typos (a letter too much, missing, wrong, or swapped with its neighbour) lie between what was typed and a
 * word or, for longer ones, the beginning of a word. Infinity when there are more than `most`. It is asked thousands
 * of times for one search: hence the plain loops.
 */
export function typosBetween(typed: string, word: string, most: number): number {
  const wholeWord = typed.length < FEWEST_LETTERS_OF_A_BEGINNING
  if (wholeWord && word.length > typed.length + most) return Infinity
  const columns = Math.min(word.length, typed.length + most)
  if (countLettersMissing(typed, word, columns) > most) return Infinity
  let beforeLast = new Uint16Array(columns + 1)
  let last = new Uint16Array(columns + 1)
  let next = new Uint16Array(columns + 1)
  for (let column = 0; column <= columns; column++) last[column] = column

  for (let row = 1; row <= typed.length; row++) {
    const fewest = fillRow(typed, word, row, beforeLast, last, next)
    if (fewest > most) return Infinity
    ;[beforeLast, last, next] = [last, next, beforeLast]
  }
  const typos = wholeWord ? last[columns]! : Math.min(...last)
  return typos <= most ? typos : Infinity
}

/** Each letter typed that the word has nowhere is one typo at least. Letters 32 apart count as one, which does no harm. */
function countLettersMissing(typed: string, word: string, columns: number): number {
  let missing = lettersIn(typed, typed.length) & ~lettersIn(word, columns)
  let count = 0
  for (; missing !== 0; missing &= missing - 1) count++
  return count
}

function lettersIn(text: string, length: number): number {
  let letters = 0
  for (let at = 0; at < length; at++) letters |= 1 << (text.charCodeAt(at) & 31)
  return letters
}

/** The typos between the first `row` letters typed and each beginning of the word; returns the fewest of them. */
function fillRow(
  typed: string,
  word: string,
  row: number,
  beforeLast: Uint16Array,
  last: Uint16Array,
  next: Uint16Array,
): number {
  const letter = typed.charCodeAt(row - 1)
  next[0] = row
  let fewest = row
  for (let column = 1; column < next.length; column++) {
    const other = word.charCodeAt(column - 1)
    let typos = last[column - 1]! + (letter === other ? 0 : 1)
    if (last[column]! + 1 < typos) typos = last[column]! + 1
    if (next[column - 1]! + 1 < typos) typos = next[column - 1]! + 1
    const swapped =
      row > 1 && column > 1 && letter === word.charCodeAt(column - 2) && typed.charCodeAt(row - 2) === other
    if (swapped && beforeLast[column - 2]! + 1 < typos) typos = beforeLast[column - 2]! + 1
    next[column] = typos
    if (typos < fewest) fewest = typos
  }
  return fewest
}
