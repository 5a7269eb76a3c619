/** `gone`: the file cannot be had. `away`: the network or the server cannot be reached. `none`: the file is there. */
export type Fault = 'gone' | 'away' | 'none'

const GONE = [404, 410, 415, 422]

/** Why a media element failed: its own error code says the same for a file that is missing and a network that is. */
export async function findFault(url: string): Promise<Fault> {
  try {
    const response = await fetch(url, { headers: { Range: 'bytes=0-0' }, cache: 'no-store' })
    void response.body?.cancel()
    if (response.ok) return 'none'
    return GONE.includes(response.status) ? 'gone' : 'away'
  } catch {
    return 'away'
  }
}
