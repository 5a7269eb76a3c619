import QRCode from 'qrcode'
import { publicOrigin } from '../public-origin.server'
import { requireRoom } from './membership.server'
import type { Route } from './+types/qr'

/** The way in as a picture: black on white with its quiet zone, so that any camera reads it on any background. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const room = await requireRoom(context, params.code)
  const svg = await QRCode.toString(`${publicOrigin(context)}/join/${room.code}`, {
    type: 'svg',
    margin: 4,
    errorCorrectionLevel: 'M',
  })
  return new Response(svg, {
    headers: { 'Content-Type': 'image/svg+xml', 'Cache-Control': 'private, max-age=300' },
  })
}
