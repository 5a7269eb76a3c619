/** Discrete Fourier transforms of one length, a power of two, in place. */
export class Fourier {
  readonly length: number
  #cosines: Float64Array
  #sines: Float64Array
  #reversed: Uint32Array

  constructor(length: number) {
    this.length = length
    this.#cosines = Float64Array.from({ length: length / 2 }, (_, k) => Math.cos((2 * Math.PI * k) / length))
    this.#sines = Float64Array.from({ length: length / 2 }, (_, k) => Math.sin((2 * Math.PI * k) / length))
    this.#reversed = reversedBits(length)
  }

  forward(real: Float64Array, imaginary: Float64Array): void {
    this.#transform(real, imaginary)
  }

  /** Swapping the parts before and after turns the transform around; the result is `length` times too large. */
  backward(real: Float64Array, imaginary: Float64Array): void {
    this.#transform(imaginary, real)
  }

  #transform(real: Float64Array, imaginary: Float64Array): void {
    this.#reorder(real, imaginary)
    for (let size = 2; size <= this.length; size *= 2) this.#combine(real, imaginary, size)
  }

  #reorder(real: Float64Array, imaginary: Float64Array): void {
    for (let index = 0; index < this.length; index++) {
      const other = this.#reversed[index]!
      if (other <= index) continue
      ;[real[index], real[other]] = [real[other]!, real[index]!]
      ;[imaginary[index], imaginary[other]] = [imaginary[other]!, imaginary[index]!]
    }
  }

  #combine(real: Float64Array, imaginary: Float64Array, size: number): void {
    const half = size / 2
    const stride = this.length / size
    for (let block = 0; block < this.length; block += size) {
      for (let at = 0; at < half; at++) {
        const even = block + at
        const odd = even + half
        const cosine = this.#cosines[at * stride]!
        const sine = this.#sines[at * stride]!
        const turnedReal = real[odd]! * cosine + imaginary[odd]! * sine
        const turnedImaginary = imaginary[odd]! * cosine - real[odd]! * sine
        real[odd] = real[even]! - turnedReal
        imaginary[odd] = imaginary[even]! - turnedImaginary
        real[even] = real[even]! + turnedReal
        imaginary[even] = imaginary[even]! + turnedImaginary
      }
    }
  }
}

function reversedBits(length: number): Uint32Array {
  const reversed = new Uint32Array(length)
  for (let index = 1; index < length; index++) {
    reversed[index] = (reversed[index >> 1]! >> 1) | (index & 1 ? length >> 1 : 0)
  }
  return reversed
}
