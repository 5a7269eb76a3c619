export const MESSAGE_MAX_CHARACTERS = 500
/** Older messages stay in the database; a room shows these. */
export const MESSAGES_KEPT = 100

export type Message = {
  id: string
  memberId: string
  text: string
  atMs: number
}
