import QRCode from 'qrcode'
import { lanAddresses } from '~/lan.server'

/** Where to find the product, and a QR picture of it, for the terminal it was started in. */
export async function announce(port: number, publicUrl: string | null): Promise<string> {
  const here = `http://localhost:${port}`
  const [lan] = lanAddresses()
  const shared = publicUrl ?? (lan ? `http://${lan}:${port}` : here)
  const picture = await QRCode.toString(shared, { type: 'terminal', small: true })
  return `\n  Tutti is open.\n\n  On this machine   ${here}\n  For the others    ${shared}\n\n${picture}`
}
