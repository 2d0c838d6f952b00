// What each role of the staff may do. An admin may do everything; the others what stands beside them here.
import type { StaffRole } from '../../../setup/staff-tokens.ts'

type Others = readonly Exclude<StaffRole, 'admin'>[]

const BOTH: Others = ['support', 'finance']
const SUPPORT: Others = ['support']
const FINANCE: Others = ['finance']
const NOBODY_ELSE: Others = []

export const DUTIES = {
  'overview:read': BOTH,
  'accounts:read': BOTH,
  'accounts:change': NOBODY_ELSE, // its state, its prices, its limits
  'accounts:serve': SUPPORT, // its keys, webhooks and people
  'accounts:enter': SUPPORT, // signed in as one of its own
  'senders:review': SUPPORT,
  'senders:protect': NOBODY_ELSE,
  'numbers:assign': SUPPORT,
  'credits:give': FINANCE,
  'credits:limit': NOBODY_ELSE,
  'purchases:read': BOTH,
  'purchases:decide': FINANCE,
  'prices:read': BOTH,
  'prices:change': FINANCE,
  'network:read': BOTH,
  'network:change': NOBODY_ELSE,
  'carriers:pause': SUPPORT,
  'carriers:test': SUPPORT,
  'reports:read': FINANCE,
  'trouble:read': BOTH,
  'audit:read': BOTH,
  'ledger:verify': FINANCE,
  'branding:change': NOBODY_ELSE,
  'staff:change': NOBODY_ELSE,
  'sandbox:write': SUPPORT,
  'sandbox:fill': NOBODY_ELSE,
} satisfies Record<string, Others>

export type Duty = keyof typeof DUTIES

export function mayDo(role: StaffRole, duty: Duty): boolean {
  return role === 'admin' || (DUTIES[duty] as Others).includes(role)
}

export function dutiesOf(role: StaffRole): Duty[] {
  return (Object.keys(DUTIES) as Duty[]).filter((duty) => mayDo(role, duty))
}
