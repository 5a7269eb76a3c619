/** Near colours count as one: four bits of each channel. */
const BUCKET_BITS = 4
/** What a grey pixel counts beside a fully coloured one: a grey picture still has a colour, a black border does not win. */
const GREY_WEIGHT = 0.05

type Bucket = { weight: number; pixels: number; red: number; green: number; blue: number }

/** The colour that stands out in an image of plain RGB bytes, as `#rrggbb`. */
export function vividColor(rgb: Uint8Array): string {
  const buckets = new Map<number, Bucket>()
  for (let at = 0; at + 2 < rgb.length; at += 3) count(buckets, rgb[at]!, rgb[at + 1]!, rgb[at + 2]!)
  const [strongest] = [...buckets.values()].sort((a, b) => b.weight - a.weight)
  return strongest ? toHex(strongest) : '#000000'
}

function count(buckets: Map<number, Bucket>, red: number, green: number, blue: number): void {
  const shift = 8 - BUCKET_BITS
  const key = ((red >> shift) << (2 * BUCKET_BITS)) | ((green >> shift) << BUCKET_BITS) | (blue >> shift)
  const bucket = buckets.get(key) ?? { weight: 0, pixels: 0, red: 0, green: 0, blue: 0 }
  bucket.weight += GREY_WEIGHT + chroma(red, green, blue)
  bucket.pixels++
  bucket.red += red
  bucket.green += green
  bucket.blue += blue
  buckets.set(key, bucket)
}

function chroma(red: number, green: number, blue: number): number {
  return (Math.max(red, green, blue) - Math.min(red, green, blue)) / 255
}

function toHex({ red, green, blue, pixels }: Bucket): string {
  return `#${[red, green, blue]
    .map((sum) =>
      Math.round(sum / pixels)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`
}
