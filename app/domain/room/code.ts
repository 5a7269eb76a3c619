/**
 * Codes that people read aloud and type: no 0 O 1 I L. Stored and compared without dashes or prefix, shown with them.
 */
const ALPHABET = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'
const LONGEST_TYPED = 40

/** How a kind of room writes its codes: `{ prefix: 'HK', groups: [4, 4] }` is `HK-XXXX-XXXX`. */
export type CodeFormat = { prefix?: string; groups: number[] }

/** `length` letters, each equally likely. Needs `crypto`, which browsers and Node both have. */
export function drawCode(length: number): string {
  const letters: string[] = []
  while (letters.length < length) {
    for (const byte of crypto.getRandomValues(new Uint8Array(length))) {
      // Bytes past the last whole multiple of the alphabet would favour its first letters.
      if (byte < 256 - (256 % ALPHABET.length)) letters.push(ALPHABET[byte % ALPHABET.length]!)
    }
  }
  return letters.slice(0, length).join('')
}

export function codeLength(format: CodeFormat): number {
  return format.groups.reduce((sum, group) => sum + group, 0)
}

/** The code as it is shown: `ABCD2345` becomes `ABCD-2345`. */
export function showCode(code: string, format: CodeFormat): string {
  let from = 0
  const parts = format.groups.map((length) => code.slice(from, (from += length)))
  return [...(format.prefix ? [format.prefix] : []), ...parts].join('-')
}

/**
 * What somebody typed, as it is stored: any case, with or without dashes, spaces or a known prefix. Null when no code
 * could look like it.
 */
export function readCode(typed: string, formats: CodeFormat[]): string | null {
  if (typed.length > LONGEST_TYPED) return null
  // Phones make long dashes of short ones, and pasted text brings invisible characters along.
  const letters = typed.toUpperCase().replace(/[\s\p{Pd}\p{Cf}]/gu, '')
  for (const format of formats) {
    const prefix = format.prefix ?? ''
    // A code may itself begin like the prefix, which then was not typed.
    for (const body of [letters.startsWith(prefix) ? letters.slice(prefix.length) : letters, letters]) {
      const known = [...body].every((letter) => ALPHABET.includes(letter))
      if (known && body.length === codeLength(format)) return body
    }
  }
  return null
}
