import { z } from 'zod'
import { REFUSALS } from '~/domain/room/refusal'
import { ACCOUNT_OPERATIONS } from './account-operations'
import { roomCommands } from './commands.server'
import { OPERATIONS, type Operation } from './operations'
import { Refused } from './schemas'

/** The OpenAPI description of every URL that answers JSON, made from the schemas that the URLs themselves use. */
export async function openApiDocument() {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const operation of [...OPERATIONS, ...ACCOUNT_OPERATIONS, ...(await roomCommands())]) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: describe(operation) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Tutti',
      version: '1',
      description:
        'Rooms in which people listen together. Send `Accept: application/json` to URLs outside of `/api`, which answer ' +
        'browsers with pages. A command may carry a `commandId` that its sender minted: sent twice, it is done once.',
    },
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'tutti_session' },
      },
      schemas: { Refused: toJsonSchema(Refused, 'output') },
      responses: {
        Refused: {
          description: Object.entries(REFUSALS)
            .map(([code, { status, message }]) => `${status} \`${code}\`: ${message}`)
            .join('\n\n'),
          content: json({ $ref: '#/components/schemas/Refused' }),
        },
      },
    },
  }
}

function describe({ method, path, summary, asker, accepts, query, status, answers }: Operation) {
  const body =
    accepts &&
    json(isCommand(path) ? withCommandId(toJsonSchema(accepts, 'input')) : toJsonSchema(accepts, 'input'))
  const content =
    answers === 'text/event-stream'
      ? { 'text/event-stream': { schema: { type: 'string' } } }
      : json(toJsonSchema(answers, 'output'))
  return {
    operationId: `${method}${path.replace(/\W+(\w)?/g, (_, letter?: string) => letter?.toUpperCase() ?? '')}`,
    summary,
    security: securityFor(asker),
    parameters: [...pathParameters(path), ...queryParameters(query)],
    ...(body && { requestBody: { required: true, content: body } }),
    responses: {
      [status]: { description: 'Done', content },
      default: { $ref: '#/components/responses/Refused' },
    },
  }
}

function securityFor(asker: Operation['asker']): object[] {
  if (asker === 'anybody') return []
  return asker === 'session' ? [{ session: [] }] : [{ bearer: [] }]
}

function json(schema: object) {
  return { 'application/json': { schema } }
}

function isCommand(path: string): boolean {
  return path.startsWith('/rooms/')
}

function withCommandId(schema: object) {
  return {
    allOf: [schema, { type: 'object', properties: { commandId: { type: 'string', format: 'uuid' } } }],
  }
}

/** What goes in before it is read, or what comes out after. */
function toJsonSchema(schema: z.ZodType, io: 'input' | 'output'): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return rest
}

function pathParameters(path: string) {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
}

function queryParameters(query: Operation['query'] = {}) {
  return Object.entries(query).map(([name, description]) => ({
    name,
    in: 'query',
    description,
    schema: { type: 'string' },
  }))
}
