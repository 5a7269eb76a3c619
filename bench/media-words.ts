/** The head of the made-up language: words that really stand in thousands of titles. */
const COMMON = (
  'the love you me of in my to a and night i on for time it man no day heart life girl with down little blue all is ' +
  'one this song let be dance good go world from your baby home sun at light dream out come up like rain back fire ' +
  'black away moon we don’t sky never young way what high can wild white red another street eyes river city summer ' +
  'live remix version part suite sonata concerto nocturne étude für waltz no. op. major minor élise noël café señor ' +
  'über björk sigur motörhead garçon mañana déjà coração naïve piñata jalapeño smörgåsbord ångström façade'
).split(' ')
const ONSETS = 'b br c ch cl d dr f fl g gr h j k kl l m n p pr qu r s sch sh sl st t tr v w z'.split(' ')
const NUCLEI = 'a e i o u ai ea ee io ou é ö á'.split(' ')
const CODAS = 'n r l s t m nd rt ck st ng x'.split(' ')
const RARE_WORDS = 45_000
/** Zipf's law: the tenth word is ten times rarer than the first. A little flatter, as titles are. */
const ZIPF_EXPONENT = 0.92

/** Random numbers that are the same in every run (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Draws words as often as a language would: few of them all the time, most of them hardly ever. */
export function makeLanguage(random: () => number): {
  word(): string
  rareWord(): string
  phrase(most: number): string
} {
  const pick = (from: string[]) => from[Math.floor(random() * from.length)]!
  const syllable = () => pick(ONSETS) + pick(NUCLEI)
  const invent = () =>
    syllable() + (random() < 0.7 ? syllable() : '') + (random() < 0.3 ? syllable() : '') + pick(CODAS)
  const words = [...COMMON, ...Array.from({ length: RARE_WORDS }, invent)]
  const rareWord = () => words[COMMON.length + Math.floor(random() * RARE_WORDS)]!

  let total = 0
  const sums = words.map((_, rank) => (total += (rank + 1) ** -ZIPF_EXPONENT))
  const word = () => words[firstAbove(sums, random() * total)]!
  const phrase = (most: number) => {
    const text = Array.from({ length: 1 + Math.floor(random() * most) }, word).join(' ')
    return text[0]!.toUpperCase() + text.slice(1)
  }
  return { word, rareWord, phrase }
}

function firstAbove(sums: number[], value: number): number {
  let [low, high] = [0, sums.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if (sums[middle]! > value) high = middle
    else low = middle + 1
  }
  return low
}
