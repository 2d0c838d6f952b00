// What the operator's calls are given, and who of the staff may call what.
import type { FastifyRequest } from 'fastify'
import { refuse } from '../../../core/errors.ts'
import { bearerToken } from '../../../http/bearer.ts'
import type { Setup } from '../../../setup/setup.ts'
import { type Staff, type StaffRole, staffOfHash } from '../../../setup/staff-tokens.ts'
import type { Usage } from '../../../setup/usage.ts'
import type { NativeApp } from '../scope.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Set on the operator's routes. */
    staff: Staff
  }
}

export type OperatorContext = {
  setup: Setup
  usage: Pick<Usage, 'noteStaffUsed'>
  /** How a carrier stands on this node; null where this node does not run it. */
  carrierStatus(carrierId: string): CarrierStatus | null
  /** Proves the invariants of the book and of messages. */
  verifyLedger(): Promise<LedgerVerdict>
  /** Makes the sandbox carrier deliver a message of a subscriber; null where there is no sandbox of ours. */
  sandboxInbound: ((message: { from: string; to: string; text: string }) => Promise<{ segments: number }>) | null
}

export type CarrierStatus = {
  up: boolean
  binds: number
  windowFree: number
  windowMax: number
  submitsPerSecondMax: number | null
  sinceMs: number | null
  lastError: string | null
}

export type LedgerVerdict = {
  holds: boolean
  checked: { invariant: string; says: string }[]
  breaches: { invariant: string; says: string; rows: Record<string, unknown>[] }[]
}

/** What a family of the operator's calls needs to be put in place. */
export type OperatorApp = { app: NativeApp; context: OperatorContext; allow: Allow }

/** The `config` of a route: an admin may call it, and these. */
export type Allow = (...roles: Exclude<StaffRole, 'admin'>[]) => { admit(request: FastifyRequest): Promise<void> }

/** A customer's token is as unknown here as one that nobody has. */
export function allowWith({ setup, usage }: OperatorContext): Allow {
  return (...roles) => ({
    async admit(request) {
      const { secretHash } = bearerToken(request.headers)
      const staff = secretHash && (await staffOfHash(setup, secretHash))
      if (!staff) refuse({ code: 'credentials_invalid' })
      usage.noteStaffUsed(staff.id)
      if (staff.role !== 'admin' && !roles.includes(staff.role)) refuse({ code: 'permission_missing' })
      request.staff = staff
    },
  })
}
