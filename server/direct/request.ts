import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Tutti } from '~/tutti.server'
import type { ArrivalFacts } from '../http'

export type DirectRequest = {
  tutti: Tutti
  request: IncomingMessage
  response: ServerResponse
  arrival: ArrivalFacts
  url: URL
  params: Record<string, string>
}
