import { showCode } from '~/domain/room/code'
import { presetOf, type Kind } from '~/domain/room/kinds'

/** A room's code as people read it, `ABCD-2345`; any way of typing it is understood. */
export function showRoomCode({ code, kind }: { code: string; kind: Kind }): string {
  return showCode(code, presetOf(kind).code)
}
