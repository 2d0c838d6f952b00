// MegaSMS's words for all that can be wrong: the table of its document, and for what is not in it, codes in its style
// (docs/decisions/010-megasms.md).
import type { Refusal } from '../../core/errors.ts'
import type { DialectAnswer, DialectErrors } from '../dialect.ts'

export const errors: DialectErrors = {
  path_unknown: answer(404, 'not_found', 'There is nothing at this path.'),
  method_not_allowed: answer(405, 'method_not_allowed', 'This path does not take this method.'),
  headers_too_large: answer(431, 'headers_too_large', 'The request headers are larger than 16 KiB.'),
  credentials_missing: unauthenticated,
  credentials_unreadable: unauthenticated,
  credentials_invalid: unauthenticated,
  rate_limited: answer(429, 'rate_limited', 'Too many requests. Wait for the seconds in Retry-After.'),
  permission_missing: answer(403, 'forbidden', 'The token lacks the required permission.'),
  account_not_active: answer(403, 'vendor_inactive', 'The vendor account is not active.'),
  body_too_large: answer(413, 'payload_too_large', 'The request body is larger than 1 MiB.'),
  content_type_unsupported: answer(415, 'unsupported_media_type', 'Send the request body as application/json.'),
  body_unreadable: answer(400, 'invalid_json', 'The request body is missing or is not valid JSON.'),
  idempotency_key_invalid: answer(
    422,
    'validation_error',
    'An Idempotency-Key is 1 to 255 printable ASCII characters.',
  ),
  idempotency_key_reused: answer(422, 'validation_error', 'This Idempotency-Key was used with another request.'),
  idempotency_key_busy: answer(
    409,
    'request_in_progress',
    'The first request with this Idempotency-Key is still running.',
  ),
  field_missing: ({ field }) => error(422, 'validation_error', `"${field}" is required.`),
  field_invalid: invalid,
  recipients_missing: () => error(422, 'validation_error', '"to" is required.'),
  recipients_too_many: () => error(422, 'validation_error', '"to" must not have more than 100 unique numbers.'),
  recipient_invalid: invalid,
  recipient_opted_out: ({ value }) => error(422, 'validation_error', `The recipient ${value} has opted out.`),
  text_empty: invalid,
  text_too_long: invalid,
  not_found: answer(404, 'not_found', 'The request ID does not exist for this vendor.'),
  conflict: answer(409, 'conflict', 'The request cannot be changed now.'),
  sender_id_not_approved: invalidSender,
  sender_id_not_for_country: invalidSender,
  destination_not_served: answer(422, 'validation_error', 'Messages to this network are not available.'),
  insufficient_funds: answer(402, 'insufficient_balance', 'The vendor does not have enough SMS units.'),
  carrier_rejected: internal,
  unavailable: answer(503, 'service_unavailable', 'The request was not processed. Try again in a moment.'),
  internal,
}

function error(status: number, code: string, message: string, headers?: Record<string, string>): DialectAnswer {
  const body = { success: false, error: { code, message } }
  return headers === undefined ? { status, body } : { status, body, headers }
}

/** The same for every call, so made once. */
function answer(status: number, code: string, message: string): () => DialectAnswer {
  const made = error(status, code, message)
  return () => made
}

// RFC 9110 §11.6.1: a 401 names the scheme that would be taken.
const BEARER = { 'www-authenticate': 'Bearer' }

function unauthenticated(): DialectAnswer {
  return error(401, 'unauthenticated', 'The token is missing, invalid, expired, or revoked.', BEARER)
}

function invalid({ message }: Refusal): DialectAnswer {
  return error(422, 'validation_error', message ?? 'One or more request fields are invalid.')
}

function invalidSender(): DialectAnswer {
  return error(422, 'invalid_sender_id', 'The sender ID is not approved and active for this vendor.')
}

function internal(): DialectAnswer {
  return error(500, 'internal_error', 'The request could not be processed. Retry safely after checking status.')
}
