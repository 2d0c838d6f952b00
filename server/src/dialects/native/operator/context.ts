// What the operator's calls are given, and who of the staff may call what.
import type { FastifyRequest } from 'fastify'
import { refuse } from '../../../core/errors.ts'
import type { CarrierStanding } from '../../../fleet.ts'
import { refuseGuess } from '../../../http/admission.ts'
import { bearerToken } from '../../../http/bearer.ts'
import type { Verdict } from '../../../pipeline/verify.ts'
import type { Submit } from '../../../setup/carrier-trials.ts'
import type { Setup } from '../../../setup/setup.ts'
import { type Staff, staffOfHash } from '../../../setup/staff-tokens.ts'
import type { Usage } from '../../../setup/usage.ts'
import type { NativeApp } from '../scope.ts'
import { type Duty, mayDo } from './duties.ts'

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
  carrierStatus(carrierId: string): CarrierStanding | null
  /** One message outside the pipeline, for a test. */
  submitToCarrier: Submit
  /** Messages in this node's memory that wait for a carrier, by route. */
  waiting(): ReadonlyMap<string, number>
  /** Proves the invariants of the book and of messages. */
  verifyLedger(): Promise<Verdict>
  /** Makes the sandbox carrier deliver a message of a subscriber; null where there is no sandbox of ours. */
  sandboxInbound: ((message: { from: string; to: string; text: string }) => Promise<{ segments: number }>) | null
}

/** What a family of the operator's calls needs to be put in place. */
export type OperatorApp = { app: NativeApp; context: OperatorContext; allow: Allow }

/** The `config` of a route: who has this duty may call it. */
export type Allow = (duty: Duty) => { admit(request: FastifyRequest): Promise<void> }

/** Who of the staff calls; refuses whoever is none of them. */
export type StaffOf = (request: FastifyRequest, duty: Duty) => Promise<Staff>

export function allowWith(staffOf: StaffOf): Allow {
  return (duty) => ({
    async admit(request) {
      const staff = await staffOf(request, duty)
      if (!mayDo(staff.role, duty))
        refuse({ code: 'permission_missing', obstacle: 'duty_of_others', message: NOT_YOURS })
      request.staff = staff
    },
  })
}

const NOT_YOURS = 'Your role of staff does not allow that. Ask an admin.'

/** A customer's token is as unknown here as one that nobody has. */
export function staffByToken({ setup, usage }: Pick<OperatorContext, 'setup' | 'usage'>): StaffOf {
  return async ({ headers, ip, server: { guesses } }) => {
    const shown = bearerToken(headers)
    const staff = shown.secretHash && (await staffOfHash(setup, shown.secretHash))
    if (!staff) return refuseGuess(guesses, shown, ip)
    usage.noteStaffUsed(staff.id)
    return staff
  }
}
