/** Complex numbers, real and imaginary parts apart; the length is a power of two. */
export type Spectrum = { re: Float64Array; im: Float64Array }

export function zeros(length: number): Spectrum {
  return { re: new Float64Array(length), im: new Float64Array(length) }
}

/** The smallest power of two that is not below. */
export function powerOfTwo(least: number): number {
  return 2 ** Math.ceil(Math.log2(least))
}

/** The Fourier transform, in place. */
export function transform({ re, im }: Spectrum): void {
  reverseBits(re, im)
  for (let size = 2; size <= re.length; size *= 2) {
    const stepRe = Math.cos((2 * Math.PI) / size)
    const stepIm = -Math.sin((2 * Math.PI) / size)
    for (let begin = 0; begin < re.length; begin += size) butterflies(re, im, begin, size / 2, stepRe, stepIm)
  }
}

/** The inverse, in place. */
export function transformBack({ re, im }: Spectrum): void {
  transform({ re: im, im: re })
  for (let index = 0; index < re.length; index++) {
    re[index]! /= re.length
    im[index]! /= re.length
  }
}

function butterflies(
  re: Float64Array,
  im: Float64Array,
  begin: number,
  half: number,
  stepRe: number,
  stepIm: number,
): void {
  let turnRe = 1
  let turnIm = 0
  for (let low = begin; low < begin + half; low++) {
    const high = low + half
    const highRe = re[high]! * turnRe - im[high]! * turnIm
    const highIm = re[high]! * turnIm + im[high]! * turnRe
    re[high] = re[low]! - highRe
    im[high] = im[low]! - highIm
    re[low]! += highRe
    im[low]! += highIm
    const nextRe = turnRe * stepRe - turnIm * stepIm
    turnIm = turnRe * stepIm + turnIm * stepRe
    turnRe = nextRe
  }
}

function reverseBits(re: Float64Array, im: Float64Array): void {
  for (let index = 1, mirror = 0; index < re.length; index++) {
    let bit = re.length >> 1
    for (; mirror & bit; bit >>= 1) mirror ^= bit
    mirror ^= bit
    if (index >= mirror) continue
    ;[re[index], re[mirror]] = [re[mirror]!, re[index]!]
    ;[im[index], im[mirror]] = [im[mirror]!, im[index]!]
  }
}
