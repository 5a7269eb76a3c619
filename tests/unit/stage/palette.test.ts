import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { contrast, paletteOf, STAGE_TEXT } from '~/routes/room/stage/palette'

const anyColor = fc
  .tuple(fc.nat(255), fc.nat(255), fc.nat(255))
  .map((bytes) => `#${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`)

test('whatever colour the artwork has, everything on the stage can be read', () => {
  fc.assert(
    fc.property(anyColor, (color) => {
      const { glow, dusk, ground, accent } = paletteOf(color)
      for (const shade of [glow, dusk, ground]) {
        expect(contrast(STAGE_TEXT.text, shade)).toBeGreaterThanOrEqual(7)
        expect(contrast(STAGE_TEXT.quiet, shade)).toBeGreaterThanOrEqual(4.5)
        expect(contrast(accent, shade)).toBeGreaterThanOrEqual(4.5)
      }
    }),
    { numRuns: 2_000 },
  )
})

test('different artwork gives different rooms; none, grey and nonsense give the house colours', () => {
  const colors = ['#d03020', '#2050c0', '#20a060', '#c040c0'].map((color) => paletteOf(color).glow)
  expect(new Set(colors).size).toBe(4)
  const house = paletteOf(null)
  for (const color of ['#808080', '#000000', '#ffffff', 'red', '#12345']) {
    expect(paletteOf(color)).toEqual(house)
  }
})

test('contrast is counted as WCAG does', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 1)
})
