// Wasambazie's words for all that can be wrong: the wordings of its document, and for what is not in it, others in its
// style (docs/decisions/013-wasambazie.md).
import { type Refusal, refuse } from '../../core/errors.ts'
import type { DialectAnswer, DialectErrors } from '../dialect.ts'

/** What is wrong with a part of a call, in the words of the validator that the document's example is from (Pydantic 1). */
export type Fault = { loc: readonly string[]; msg: string; type: string }
type Judged = Refusal & { faults?: readonly Fault[] }

/** Refuses a call for everything that is wrong with its fields. */
export function refuseFaults(faults: readonly Fault[]): never {
  const refusal: Judged = { code: 'field_invalid', faults }
  return refuse(refusal)
}

export function missing(field: string): Fault {
  return { loc: ['body', field], msg: 'field required', type: 'value_error.missing' }
}

export const errors: DialectErrors = {
  path_unknown: answer(404, 'Not found.'),
  method_not_allowed: answer(405, 'Method not allowed.'),
  headers_too_large: answer(431, 'The request headers are larger than 16 KiB'),
  credentials_missing: unauthorized,
  credentials_unreadable: unauthorized,
  credentials_invalid: unauthorized,
  rate_limited: answer(429, 'Too many requests. Wait for the seconds in Retry-After.'),
  permission_missing: answer(403, 'You do not have permission for this resource'),
  account_not_active: answer(403, 'Account is not active'),
  body_too_large: answer(413, 'The request body is larger than 1 MiB'),
  content_type_unsupported: answer(415, 'Send the request body as application/json'),
  body_unreadable: answer(400, 'The request body is missing or is not valid JSON'),
  idempotency_key_invalid: () => keyFault('ensure this value has 1 to 255 printable ASCII characters'),
  idempotency_key_reused: () => keyFault('this key was used with another request'),
  idempotency_key_busy: answer(409, 'The first request with this Idempotency-Key is still running'),
  // In the document a 400, and looked at first.
  field_missing: ({ field = '' }) => (field === 'sender_id' ? SENDER_MISSING : faulty(missing(field))),
  field_invalid: unprocessable,
  recipients_missing: unprocessable,
  recipients_too_many: unprocessable,
  recipient_invalid: unprocessable,
  recipient_opted_out: ({ value = '' }) => badNumber(`recipient has opted out: ${value}`),
  text_empty: unprocessable,
  text_too_long: unprocessable,
  not_found: ({ message }) => error(404, message ?? 'Not found.'),
  conflict: answer(409, 'This cannot be changed now'),
  sender_id_not_approved: answer(404, 'Sender ID not found or not approved'),
  sender_id_not_for_country: answer(404, 'Sender ID not found or not approved'),
  destination_not_served: ({ country = 'this network' }) => badNumber(`messages to ${country} are not available`),
  insufficient_funds: answer(402, 'Insufficient SMS credits'),
  carrier_rejected: answer(502, 'Provider rejected the message'),
  unavailable: answer(503, 'The request was not processed. Retry in a moment.'),
  internal: answer(500, 'Internal server error'),
}

const SENDER_MISSING = error(400, 'Sender ID is required')

function error(status: number, detail: string | readonly Fault[], headers?: Record<string, string>): DialectAnswer {
  return headers === undefined ? { status, body: { detail } } : { status, body: { detail }, headers }
}

/** The same for every call, so made once. */
function answer(status: number, detail: string): () => DialectAnswer {
  const made = error(status, detail)
  return () => made
}

// RFC 9110 §11.6.1: a 401 names a scheme. No registered one has two headers.
const API_KEY = { 'www-authenticate': 'APIKey' }

function unauthorized(): DialectAnswer {
  return error(401, 'Invalid or missing API credentials', API_KEY)
}

function unprocessable({ faults, field, message = 'value is not valid' }: Judged): DialectAnswer {
  const loc = field === undefined ? ['body'] : ['body', ...field.split('.')]
  return error(422, faults ?? [{ loc, msg: message, type: 'value_error' }])
}

function faulty(fault: Fault): DialectAnswer {
  return error(422, [fault])
}

function badNumber(msg: string): DialectAnswer {
  return faulty({ loc: ['body', 'to_number'], msg, type: 'value_error.phone_number' })
}

function keyFault(msg: string): DialectAnswer {
  return faulty({ loc: ['header', 'Idempotency-Key'], msg, type: 'value_error.idempotency_key' })
}
