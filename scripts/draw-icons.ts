/** Draws the pictures that phones and link previews want from the one mark, `public/icon.svg`. Run it when that changes. */
import { readFileSync } from 'node:fs'
import sharp from 'sharp'
import { pathOf } from './environment.ts'

const INK = '#15110e'
const file = (name: string) => pathOf(`public/${name}`)
const icon = readFileSync(file('icon.svg'), 'utf8')
const mark = /<g id="mark"[\s\S]*<\/g>/.exec(icon)![0]

await draw(icon, 192, 'icon-192.png')
await draw(icon, 512, 'icon-512.png')
// Phones cut these to their own shape: no corners of ours, and for Android all within the inner 80 %.
await draw(page(512, 512, mark), 180, 'icon-180.png')
await draw(
  page(512, 512, `<g transform="translate(51.2 46) scale(.8)">${mark}</g>`),
  512,
  'icon-maskable-512.png',
)
await draw(page(1200, 630, `<g transform="translate(340 40) scale(1.02)">${mark}</g>`), 1200, 'share.png')

function page(width: number, height: number, content: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}"><rect width="${width}" height="${height}" fill="${INK}"/>${content}</svg>`
}

async function draw(svg: string, widthPx: number, name: string): Promise<void> {
  await sharp(Buffer.from(svg), { density: 144 })
    .resize({ width: widthPx })
    .png({ compressionLevel: 9, palette: true })
    .toFile(file(name))
}
