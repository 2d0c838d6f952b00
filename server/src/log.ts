// The log: JSON lines on standard output. Message text, numbers and secrets are never handed to it.
import { type Logger, pino } from 'pino'

export type { Logger } from 'pino'

export function createLog(level: string): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination({ dest: 1, sync: true }))
}
