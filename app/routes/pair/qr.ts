import QRCode from 'qrcode'
import { readPairingCode } from '~/auth/pairings.server'
import { publicOrigin } from '../public-origin.server'
import { refusal } from '../room/membership.server'
import type { Route } from './+types/qr'

/** A picture that leads the host's phone to where this screen's code is already filled in. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const code = readPairingCode(params.code)
  if (!code) throw refusal('pairing_not_found')
  const svg = await QRCode.toString(`${publicOrigin(context)}/screens?code=${code}`, {
    type: 'svg',
    margin: 4,
    errorCorrectionLevel: 'M',
  })
  return new Response(svg, {
    headers: { 'Content-Type': 'image/svg+xml', 'Cache-Control': 'private, max-age=600' },
  })
}
