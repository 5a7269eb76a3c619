/** Typos that are forgiven grow with the word: at three letters one is much, at ten three are little. */
export function forgivenTypos(letters: number): number {
  if (letters < 3) return 0
  if (letters < 6) return 1
  return letters < 9 ? 2 : 3
}

/** From this length on, a mistyped beginning of a word is taken for the word: "bethov" for "beethoven". */
const FEWEST_LETTERS_OF_A_BEGINNING = 5

/**
 * How many typos (a letter too much, missing, wrong, or swapped with its neighbour) lie between what was typed and a
 * word or, for longer ones, the beginning of a word. Infinity when there are more than `most`.
 */
export function typosBetween(typed: string, word: string, most: number): number {
  const a = [...typed]
  const b = [...word].slice(0, a.length + most + 1)
  let [before, last] = [[] as number[], b.reduce((row, _, at) => [...row, at + 1], [0])]
  for (const [row, letter] of a.entries()) {
    const next = [row + 1]
    for (const [column, other] of b.entries()) {
      const swapped = row > 0 && column > 0 && letter === b[column - 1] && a[row - 1] === other
      const cheapest = Math.min(
        last[column]! + (letter === other ? 0 : 1),
        last[column + 1]! + 1,
        next[column]! + 1,
        swapped ? before[column - 1]! + 1 : Infinity,
      )
      next.push(cheapest)
    }
    if (Math.min(...next) > most) return Infinity
    ;[before, last] = [last, next]
  }
  const typos = a.length < FEWEST_LETTERS_OF_A_BEGINNING ? last.at(-1)! : Math.min(...last)
  return typos <= most ? typos : Infinity
}
