import pino, { type DestinationStream, type Logger } from 'pino'

/**
 * The operator's log. What people type, who they are and what opens anything is never in it: addresses are told without
 * their query, and errors without the values they went wrong with.
 */
export function openLog(level: string, destination?: DestinationStream): Logger {
  const options = { level, redact: ['req.headers'], serializers: { err: describeError } }
  return destination ? pino(options, destination) : pino(options)
}

type Described = { type: string; message: string; stack?: string; code?: unknown; cause?: Described }

/** What went wrong and where. The database's errors name the values of the statement, names and hashes among them. */
export function describeError(error: unknown): Described {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error) }
  const { name, message, stack, cause } = error
  const said = message.split('\nparams: ')[0]!
  return {
    type: name,
    message: said,
    stack: stack?.replace(message, () => said),
    ...('code' in error && { code: error.code }),
    ...(cause instanceof Error && { cause: describeError(cause) }),
  }
}
