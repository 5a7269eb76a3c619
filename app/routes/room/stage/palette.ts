/** The colours that a song's artwork gives the stage. All of them are for type on a dark ground. */
export type Palette = {
  /** The light that falls in from a corner, the brightest place that text stands on. */
  glow: string
  /** Between the light and the dark. */
  dusk: string
  /** The farthest corner. */
  ground: string
  /** Progress, codes: what is to be seen first. */
  accent: string
}

/** What text on the stage is written in, and what is said less loudly. */
export const STAGE_TEXT = { text: '#f6efe6', quiet: '#d3c5b4' } as const

/** WCAG's strictest, since nobody walks up to a television; and the usual one for quiet words, which are large. */
const TEXT_CONTRAST = 7
const QUIET_CONTRAST = 4.5
const GREY_BELOW_CHROMA = 0.035

/** The product's own light, for silence and for grey artwork. */
const HOUSE: Palette = { glow: '#4a2a1c', dusk: '#1d1410', ground: '#15110e', accent: '#f4ad42' }

/** Lightness, chroma and hue as people see them (OKLCH): the same step looks the same in every colour. */
type Lch = { lightness: number; chroma: number; hue: number }

/** A palette in the hue of `#rrggbb` in which everything can be read, whatever the colour. */
export function paletteOf(color: string | null): Palette {
  if (color === null || !/^#[0-9a-f]{6}$/i.test(color)) return HOUSE
  const { chroma, hue } = toLch(color)
  if (chroma < GREY_BELOW_CHROMA) return HOUSE

  const shade = { chroma, hue: shadeOf(hue) }
  const glow = darkEnough({ ...shade, lightness: 0.36, chroma: Math.min(chroma, 0.1) })
  return {
    glow,
    dusk: toHex({ ...shade, lightness: 0.225, chroma: Math.min(chroma, 0.045) }),
    ground: toHex({ ...shade, lightness: 0.165, chroma: Math.min(chroma, 0.018) }),
    accent: lightEnough({ lightness: 0.8, chroma: Math.min(Math.max(chroma, 0.09), 0.15), hue }, glow),
  }
}

/** How far two colours stand apart, from 1 to 21, as WCAG counts. */
export function contrast(one: string, other: string): number {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]
  return (lighter + 0.05) / (darker + 0.05)
}

const STEP = 0.01

function darkEnough(color: Lch): string {
  const hex = toHex(color)
  const isReadable =
    contrast(hex, STAGE_TEXT.text) >= TEXT_CONTRAST && contrast(hex, STAGE_TEXT.quiet) >= QUIET_CONTRAST
  if (isReadable || color.lightness <= STEP) return hex
  return darkEnough({ ...color, lightness: color.lightness - STEP })
}

function lightEnough(color: Lch, ground: string): string {
  const hex = toHex(color)
  if (contrast(hex, ground) >= QUIET_CONTRAST || color.lightness >= 1) return hex
  return lightEnough({ ...color, lightness: color.lightness + STEP }, ground)
}

const ORANGE = 0.96
const LIME = 2

/** Yellow turns to olive in the dark; a painter shades it with orange. */
function shadeOf(hue: number): number {
  return hue > ORANGE && hue < LIME ? ORANGE : hue
}

function channels(hex: string): [number, number, number] {
  const value = Number.parseInt(hex.slice(1), 16)
  return [value >> 16, (value >> 8) & 255, value & 255].map((byte) => linear(byte / 255)) as [
    number,
    number,
    number,
  ]
}

function luminance(hex: string): number {
  const [red, green, blue] = channels(hex)
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function linear(channel: number): number {
  return channel <= 0.040_45 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
}

function gamma(channel: number): number {
  return channel <= 0.003_130_8 ? channel * 12.92 : 1.055 * channel ** (1 / 2.4) - 0.055
}

/** The matrices are those of the OKLab paper. */
function toLch(hex: string): Lch {
  const [red, green, blue] = channels(hex)
  const l = Math.cbrt(0.412_221_470_8 * red + 0.536_332_536_3 * green + 0.051_445_992_9 * blue)
  const m = Math.cbrt(0.211_903_498_2 * red + 0.680_699_545_1 * green + 0.107_396_956_6 * blue)
  const s = Math.cbrt(0.088_302_461_9 * red + 0.281_718_837_6 * green + 0.629_978_700_5 * blue)
  const a = 1.977_998_495_1 * l - 2.428_592_205 * m + 0.450_593_709_9 * s
  const b = 0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766 * s
  return {
    lightness: 0.210_454_255_3 * l + 0.793_617_785 * m - 0.004_072_046_8 * s,
    chroma: Math.hypot(a, b),
    hue: Math.atan2(b, a),
  }
}

/** As much of the chroma as a screen can show: cut off channel by channel, the hue would change. */
function toHex(color: Lch): string {
  const rgb = toLinear(color)
  if (color.chroma > 0 && rgb.some((channel) => channel < -TOLERANCE || channel > 1 + TOLERANCE)) {
    return toHex({ ...color, chroma: Math.max(0, color.chroma - STEP / 2) })
  }
  const bytes = rgb.map((channel) => Math.round(255 * gamma(Math.min(1, Math.max(0, channel)))))
  return `#${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`
}

const TOLERANCE = 0.000_5

function toLinear({ lightness, chroma, hue }: Lch): number[] {
  const a = chroma * Math.cos(hue)
  const b = chroma * Math.sin(hue)
  const l = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b) ** 3
  const m = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b) ** 3
  const s = (lightness - 0.089_484_177_5 * a - 1.291_485_548 * b) ** 3
  return [
    4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
    -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
    -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701 * s,
  ]
}
