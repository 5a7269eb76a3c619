import { tintOf } from './artwork'

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** A person's first letter on their colour; decorative beside their name. */
export function Avatar({ name, sizePx = 32 }: { name: string; sizePx?: number }) {
  const [first] = graphemes.segment(name.toUpperCase())
  return (
    <span
      aria-hidden="true"
      className="grid flex-none place-items-center rounded-full text-[13px] leading-none font-bold text-[#1a1410]"
      style={{ background: tintOf(name), width: sizePx, height: sizePx }}
    >
      {first?.segment ?? '?'}
    </span>
  )
}
