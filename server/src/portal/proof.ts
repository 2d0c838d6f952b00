// Whether whoever sits at a session is still who signed in: what keys and people hang on asks for a password or a code again.
import { refuse } from '../core/errors.ts'
import type { Session } from './sessions.ts'

export const PROOF_LASTS_MS = 10 * 60_000

export function refuseUnproven({ provenAtMs }: Session, nowMs: number): void {
  if (nowMs - provenAtMs < PROOF_LASTS_MS) return
  refuse({ code: 'permission_missing', reason: 'reauthentication_required', message: 'Show once more that it is you.' })
}
