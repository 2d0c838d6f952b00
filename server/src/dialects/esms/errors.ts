// The words of eSMS Africa for all that can be wrong: the table of its document, and for what is not in it, its style
// (docs/decisions/012-esms.md). A field is told of as a list, as the framework of the original does.
import type { Refusal } from '../../core/errors.ts'
import type { DialectAnswer, DialectErrors } from '../dialect.ts'
import { amountInWords, amountOf } from './wallet.ts'

export const errors: DialectErrors = {
  path_unknown: detail(404, 'Not Found'),
  method_not_allowed: detail(405, 'Method Not Allowed'),
  headers_too_large: detail(431, 'The request headers are larger than 16 KiB'),
  credentials_missing: unauthenticated,
  credentials_unreadable: unauthenticated,
  credentials_invalid: unauthenticated,
  rate_limited: detail(429, 'Rate limit exceeded. Wait for the seconds in Retry-After.'),
  permission_missing: detail(403, 'The API key lacks the required permission'),
  account_not_active: detail(403, 'Account is not active'),
  body_too_large: detail(413, 'The request body is larger than 1 MiB'),
  content_type_unsupported: detail(415, 'Send the request body as application/json'),
  body_unreadable: detail(400, 'The request body is missing or is not valid JSON'),
  idempotency_key_invalid: invalid(
    ['header', 'idempotency-key'],
    'an Idempotency-Key is 1 to 255 printable ASCII characters',
  ),
  idempotency_key_reused: invalid(['header', 'idempotency-key'], 'this Idempotency-Key was used with another request'),
  idempotency_key_busy: detail(409, 'The first request with this Idempotency-Key is still running'),
  field_missing: ({ field = '' }) =>
    field === 'scheduled_at'
      ? says(400, 'scheduled_at is required when schedule_mode is "scheduled"')
      : listed(placeOf(field), 'field required', 'value_error.missing'),
  // Of a wrong type it is the list; a time of the right type that cannot be has a line of its own in the table.
  field_invalid: ({ field, value, message = 'the value is not valid' }) =>
    field === 'scheduled_at' && value !== undefined
      ? says(400, message)
      : listed(placeOf(field), message, 'value_error'),
  recipients_missing: invalidRecipient,
  recipients_too_many: invalidRecipient,
  recipient_invalid: invalidRecipient,
  recipient_opted_out: detail(400, 'The recipient has opted out of your messages'),
  text_empty: invalid(['body', 'text'], 'the text is empty'),
  text_too_long: invalid(['body', 'text'], 'the text has more than 1600 characters'),
  not_found: detail(404, 'Message not found'),
  conflict: detail(409, 'Only a failed message can be retried'),
  sender_id_not_approved: ({ sender = '' }) =>
    says(403, `Sender ID '${shortened(sender)}' not found or not approved. Check your sender IDs at /sender-ids`),
  sender_id_not_for_country: ({ sender = '', country, countries = [] }) =>
    says(
      403,
      `Sender ID '${shortened(sender)}' is not approved for ${country}. Approved countries: ${[...countries].sort().join(', ')}`,
    ),
  destination_not_served: ({ message }) => says(400, message ?? 'No active route for the destination country'),
  insufficient_funds: insufficientBalance,
  carrier_rejected: internal,
  unavailable: detail(503, 'The request was not processed. Try again in a moment.'),
  internal,
}

type Place = readonly string[]

function says(status: number, text: string): DialectAnswer {
  return { status, body: { detail: text } }
}

/** The same for every call, so made once. */
function detail(status: number, text: string): () => DialectAnswer {
  const made = says(status, text)
  return () => made
}

function listed(loc: Place, msg: string, type: string): DialectAnswer {
  return { status: 422, body: { detail: [{ loc, msg, type }] } }
}

function invalid(loc: Place, msg: string): () => DialectAnswer {
  const made = listed(loc, msg, 'value_error')
  return () => made
}

// No field of a body has the name of one of a query.
const IN_QUERY: ReadonlySet<string> = new Set(['page', 'limit', 'status'])

function placeOf(field: string | undefined): Place {
  if (field === undefined) return ['body']
  return [IN_QUERY.has(field) ? 'query' : 'body', ...field.split('.')]
}

const SENDER_CHARS_MAX = 64 // a sender is far shorter; of anything else its beginning is enough

function shortened(sender: string): string {
  return sender.slice(0, SENDER_CHARS_MAX)
}

function unauthenticated(): DialectAnswer {
  // RFC 9110 §11.6.1: a 401 names the scheme that would be taken.
  return { ...says(401, 'Missing or invalid API key'), headers: { 'www-authenticate': 'Bearer' } }
}

function invalidRecipient(): DialectAnswer {
  return says(400, 'Phone number could not be parsed or is missing a country code. Use E.164, such as +256712345678')
}

function insufficientBalance({ free = 0n, needed = 0n, currency = 'units' }: Refusal): DialectAnswer {
  const message = `Balance ${amountInWords(currency, free)} < estimated cost ${amountInWords(currency, needed)}`
  const [balance, cost] = [amountOf(currency, free), amountOf(currency, needed)]
  return { status: 422, body: { detail: { code: 'insufficient_balance', message, balance, cost, currency } } }
}

function internal(): DialectAnswer {
  return says(500, 'Internal Server Error')
}
