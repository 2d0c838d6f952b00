// Everything that can be wrong with a call, in order of precedence: the first that applies is the answer. The list is
// closed: each dialect has a wording for every code, and a code added here compiles once all of them have.
export const ERROR_CODES = [
  'path_unknown',
  'method_not_allowed',
  'headers_too_large',
  'credentials_missing',
  'credentials_unreadable',
  'credentials_invalid',
  'rate_limited',
  'permission_missing',
  'account_not_active',
  'body_too_large',
  'content_type_unsupported',
  'body_unreadable',
  'idempotency_key_invalid',
  'idempotency_key_reused',
  'idempotency_key_busy',
  'field_missing',
  'field_invalid',
  'recipients_missing',
  'recipients_too_many',
  'recipient_invalid',
  'recipient_opted_out',
  'text_empty',
  'text_too_long',
  'not_found',
  'conflict',
  'sender_id_not_approved',
  'sender_id_not_for_country',
  'destination_not_served',
  'insufficient_funds',
  'carrier_rejected',
  'unavailable',
  'internal',
] as const
export type ErrorCode = (typeof ERROR_CODES)[number]

/** Finer words than the code, where people at the portal are asked for something else by it. */
export const REASONS = ['reauthentication_required', 'second_factor_required', 'address_unconfirmed'] as const

/** What stands in the way, where a code says too little of it: the portal has a text for each in its languages. */
export const OBSTACLES = [
  'already_member',
  'already_exists',
  'too_many',
  'sign_in_first',
  'invitation_of_another',
  'ended_already',
  'endpoint_disabled',
  'endpoint_removed',
  'payment_seen',
  'paid_otherwise',
  'decided_already',
  'payment_used',
  'second_person_needed',
  'own_role',
  'last_admin',
  'last_owner',
  'owners_only',
  'second_factor_on',
  'second_factor_off',
  'sent_already',
  'other_site',
  'page_outdated',
  'staff_only',
  'customers_only',
  'duty_of_others',
  'other_currency',
  'beyond_first_approval',
  'not_encrypted',
  'carrier_elsewhere',
  'sign_up_closed',
] as const

/** A refusal: the code, and what its wording may need. Details never hold a secret or a message's text. */
export type Refusal = {
  code: ErrorCode
  field?: string
  message?: string
  reason?: (typeof REASONS)[number]
  obstacle?: (typeof OBSTACLES)[number]
  value?: string
  sender?: string
  country?: string
  countries?: readonly string[]
  needed?: bigint
  free?: bigint
  currency?: string
  retryAfterSeconds?: number
  allow?: string
}

/** A refusal on its way to the dialect's error handler. The one error that is expected and not a bug. */
export class RefusedError extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    // Expected, so nobody reads where it came from; collecting the stack cost as much as the rest of a refused call.
    const { stackTraceLimit } = Error
    Error.stackTraceLimit = 0
    super(refusal.code)
    Error.stackTraceLimit = stackTraceLimit
    this.refusal = refusal
  }
}

export function refuse(refusal: Refusal): never {
  throw new RefusedError(refusal)
}
