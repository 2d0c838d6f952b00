// The log: JSON lines on standard output. Message text, numbers and secrets are never handed to it; the one exception are the
// links of mails where Njiwa is tried out without a mail server (mail.ts).
import { type Logger, pino } from 'pino'

export type { Logger } from 'pino'

export function createLog(level: string): Logger {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, serializers: { err: plainError } },
    pino.destination({ dest: 1, sync: true }),
  )
}

/** What went wrong and where. Not what else an error carries: the database driver's hold statements and their values. */
function plainError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: String(error) }
  const { name, message, stack } = error
  const code = (error as { code?: unknown }).code
  return { name, message, ...(code !== undefined && { code }), stack }
}
