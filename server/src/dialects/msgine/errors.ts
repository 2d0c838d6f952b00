// MsGine's words for all that can be wrong: the codes of its document, and for what is not in it, codes in its style
// (docs/decisions/011-msgine.md).
import type { ErrorCode, Refusal } from '../../core/errors.ts'
import type { DialectErrors } from '../dialect.ts'
import { shownSender } from './senders.ts'
import { amountOf } from './wallet.ts'

type Details = Record<string, string | number>
type Words = {
  status: number
  code: string
  message: string
  details?: Details
  retryAfter?: number
  headers?: Record<string, string>
}

const VALUE_CHARS_MAX = 64 // of what was given; a number or sender is far shorter

const words: Record<ErrorCode, (refusal: Refusal) => Words> = {
  path_unknown: () => ({ status: 404, code: 'not_found', message: 'There is nothing at this path' }),
  method_not_allowed: () => ({
    status: 405,
    code: 'method_not_allowed',
    message: 'This path does not take this method',
  }),
  headers_too_large: () => ({
    status: 431,
    code: 'headers_too_large',
    message: 'The request headers are larger than 16 KiB',
  }),
  credentials_missing: unauthorized,
  credentials_unreadable: unauthorized,
  credentials_invalid: unauthorized,
  rate_limited: ({ retryAfterSeconds }) => ({
    status: 429,
    code: 'rate_limit_exceeded',
    message: 'Too many requests. Please try again later.',
    retryAfter: retryAfterSeconds ?? 1,
  }),
  permission_missing: () => forbidden('The API token lacks the required permission'),
  account_not_active: () => forbidden('The account is not active'),
  body_too_large: () => ({
    status: 413,
    code: 'payload_too_large',
    message: 'The request body is larger than 1 MiB',
  }),
  content_type_unsupported: () => ({
    status: 415,
    code: 'unsupported_media_type',
    message: 'Send the request body as application/json',
  }),
  body_unreadable: () => invalid('The request body is missing or is not valid JSON'),
  idempotency_key_invalid: () => invalid('An Idempotency-Key is 1 to 255 printable ASCII characters', KEY),
  idempotency_key_reused: () => ({
    ...invalid('This Idempotency-Key was used with another request', KEY),
    status: 422,
  }),
  idempotency_key_busy: () => ({
    status: 409,
    code: 'request_in_progress',
    message: 'The first request with this Idempotency-Key is still running',
  }),
  field_missing: ({ field }) => invalidField(field, `"${field}" is required`),
  field_invalid: ({ field, message }) => invalidField(field, message ?? 'A request parameter is invalid'),
  recipients_missing: ({ field }) => invalidField(field, 'At least one recipient is required'),
  recipients_too_many: ({ field }) => invalidField(field, 'At most 1,000 recipients are taken at once'),
  recipient_invalid: ({ value = '' }) => ({
    status: 400,
    code: 'invalid_phone_number',
    message: 'The phone number must be in E.164 format',
    details: { field: 'to', value: value.slice(0, VALUE_CHARS_MAX) },
  }),
  recipient_opted_out: ({ value = '' }) => ({
    status: 400,
    code: 'invalid_phone_number',
    message: 'The recipient has opted out of your messages',
    details: { field: 'to', value },
  }),
  text_empty: ({ field }) => invalidField(field, 'The message is empty'),
  text_too_long: ({ field }) => invalidField(field, 'The message has more than 1,600 characters'),
  not_found: ({ message }) => ({ status: 404, code: 'not_found', message: message ?? 'There is no such message' }),
  conflict: () => ({ status: 409, code: 'conflict', message: 'The message cannot be changed now' }),
  sender_id_not_approved: invalidSender,
  sender_id_not_for_country: invalidSender,
  destination_not_served: () => invalidField('to', 'Messages to this destination are not available'),
  insufficient_funds: ({ free = 0n, needed = 0n, currency = 'units' }) => ({
    status: 402,
    code: 'insufficient_balance',
    message: 'Insufficient account balance',
    details: { balance: amountOf(currency, free), required: amountOf(currency, needed), currency },
  }),
  carrier_rejected: internal,
  unavailable: () => ({
    status: 503,
    code: 'service_unavailable',
    message: 'The request was not processed. Please try again in a moment.',
  }),
  internal,
}

export const errors = Object.fromEntries(
  Object.entries(words).map(([name, word]) => [
    name,
    (refusal: Refusal, requestId: string) => {
      const { status, headers, ...error } = word(refusal)
      return { status, body: { error, meta: { requestId } }, ...(headers && { headers }) }
    },
  ]),
) as DialectErrors

const KEY: Details = { field: 'Idempotency-Key' }

function invalid(message: string, details?: Details): Words {
  return { status: 400, code: 'invalid_request', message, ...(details && { details }) }
}

function invalidField(field: string | undefined, message: string): Words {
  return invalid(message, field === undefined ? undefined : { field })
}

/** Of a known form it is named by the core, of another by what was given. */
function invalidSender({ sender = '', value = shownSender(sender) }: Refusal): Words {
  return {
    status: 400,
    code: 'invalid_sender_id',
    message: 'The sender ID is not registered and approved for this account and destination',
    details: { field: 'from', value: value.slice(0, VALUE_CHARS_MAX) },
  }
}

function unauthorized(): Words {
  return {
    status: 401,
    code: 'unauthorized',
    message: 'Invalid or missing API token',
    headers: { 'www-authenticate': 'Bearer' }, // RFC 9110 §11.6.1: a 401 names the scheme that would be taken
  }
}

function forbidden(message: string): Words {
  return { status: 403, code: 'forbidden', message }
}

function internal(): Words {
  return { status: 500, code: 'internal_error', message: 'The request could not be processed' }
}
