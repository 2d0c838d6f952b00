// How our own API words what can be wrong with a call: what happened, why, and what to do now.
import type { ErrorCode, Refusal } from '../../core/errors.ts'
import type { DialectAnswer, DialectErrors } from '../dialect.ts'
import { amountText } from './wallet.ts'

type Details = Record<string, unknown>

function answer(
  status: number,
  code: ErrorCode,
  message: string,
  { details, headers }: { details?: Details; headers?: Record<string, string> } = {},
): DialectAnswer {
  const error = details === undefined ? { code, message } : { code, message, details }
  return headers === undefined ? { status, body: { error } } : { status, body: { error }, headers }
}

const fieldDetails = ({ field, value }: Refusal): Details | undefined =>
  field === undefined ? undefined : value === undefined ? { field } : { field, value }

/** Of one field: the refusal says what is wrong with it, or these words do. */
const ofField =
  (code: ErrorCode, words: (refusal: Refusal) => string) =>
  (refusal: Refusal): DialectAnswer => {
    const details = fieldDetails(refusal)
    return answer(422, code, refusal.message ?? words(refusal), details && { details })
  }

const plain =
  (status: number, code: ErrorCode, message: string, headers?: Record<string, string>) =>
  (refusal: Refusal): DialectAnswer =>
    answer(status, code, refusal.message ?? message, headers && { headers })

// RFC 6750 §3: a 401 names the scheme that would be taken.
const BEARER = { 'www-authenticate': 'Bearer' }

export const errors = {
  path_unknown: plain(404, 'path_unknown', 'There is nothing at this path. The calls are listed at /docs/native.'),
  method_not_allowed: ({ allow }) =>
    answer(405, 'method_not_allowed', `This path does not take this method. Use ${allow ?? 'another one'}.`),
  headers_too_large: plain(
    431,
    'headers_too_large',
    'The headers are over 16 KiB. Send fewer of them, or shorter ones.',
  ),
  credentials_missing: plain(
    401,
    'credentials_missing',
    'This call needs a token. Send the header "Authorization: Bearer nj_live_…".',
    BEARER,
  ),
  credentials_unreadable: plain(
    401,
    'credentials_unreadable',
    'The Authorization header could not be read. Send it as "Authorization: Bearer nj_live_…".',
    BEARER,
  ),
  credentials_invalid: plain(
    401,
    'credentials_invalid',
    'This token is unknown, expired or revoked. Use another one, or make a new one in the portal.',
    BEARER,
  ),
  rate_limited: (refusal) => {
    const seconds = refusal.retryAfterSeconds ?? 1
    return answer(429, 'rate_limited', `Too many calls. Try again in ${seconds} s.`, {
      details: { retry_after: seconds },
    })
  },
  permission_missing: (refusal) =>
    answer(
      403,
      'permission_missing',
      refusal.value === undefined
        ? 'This token may not do that. Use one that has the permission.'
        : `This token may not do that: it lacks the permission ${refusal.value}. Use one that has it.`,
      refusal.value === undefined ? {} : { details: { permission: refusal.value } },
    ),
  account_not_active: plain(
    403,
    'account_not_active',
    'Your account is not active, so nothing can be done with it now. Ask the operator to activate it.',
  ),
  body_too_large: plain(413, 'body_too_large', 'The body is over 1 MiB. Split it into several calls.'),
  content_type_unsupported: plain(
    415,
    'content_type_unsupported',
    'The body is not declared as JSON. Send the header "Content-Type: application/json".',
  ),
  body_unreadable: plain(
    400,
    'body_unreadable',
    'The body is not JSON that can be read. Send one JSON object in UTF-8.',
  ),
  idempotency_key_invalid: plain(
    422,
    'idempotency_key_invalid',
    'The Idempotency-Key is not usable. Send 1 to 255 printable ASCII characters, a new UUID for example.',
  ),
  idempotency_key_reused: plain(
    422,
    'idempotency_key_reused',
    'This Idempotency-Key was used for another body within 24 hours. Use a new key for a new request.',
  ),
  idempotency_key_busy: plain(
    409,
    'idempotency_key_busy',
    'A call with this Idempotency-Key is still being answered. Try again in a few seconds with the same key.',
    { 'retry-after': '1' },
  ),
  field_missing: ofField('field_missing', ({ field }) => `The field ${field ?? 'wanted'} is missing. Add it.`),
  field_invalid: ofField('field_invalid', ({ field }) => `The field ${field ?? 'given'} is not as it should be.`),
  recipients_missing: ofField(
    'recipients_missing',
    () => 'There is nobody to send to. Give at least one number in "to".',
  ),
  recipients_too_many: ofField(
    'recipients_too_many',
    () => 'A request takes 10,000 recipients at the most. Split it into several requests.',
  ),
  recipient_invalid: ofField(
    'recipient_invalid',
    ({ field }) =>
      `${field ?? 'A recipient'} is no number that can exist. Write it with its country code, as in +255712345678.`,
  ),
  recipient_opted_out: ({ value }) =>
    answer(
      422,
      'recipient_opted_out',
      `${value ?? 'A recipient'} wants no messages from you. Leave that number out; your opt-outs are at /v1/opt-outs.`,
      value === undefined ? {} : { details: { to: value } },
    ),
  text_empty: ofField('text_empty', () => 'There is no text. Write at least one character.'),
  text_too_long: ofField('text_too_long', () => 'The text is over 1,600 characters. Shorten it, or send it in parts.'),
  not_found: plain(404, 'not_found', 'Your account has nothing with this id.'),
  conflict: plain(409, 'conflict', 'That cannot be done as things stand. Look at its present state first.'),
  sender_id_not_approved: ({ sender }) =>
    sender
      ? answer(
          403,
          'sender_id_not_approved',
          `The sender ID ${sender} is not approved for your account. Request it, or use an approved one.`,
          {
            details: { sender },
          },
        )
      : answer(
          403,
          'sender_id_not_approved',
          'No sender was given, and neither your account nor the route has one. Give "sender".',
        ),
  sender_id_not_for_country: ({ sender, country, countries = [] }) =>
    answer(
      403,
      'sender_id_not_for_country',
      `The sender ID ${sender} is approved for ${countries.join(', ')}, not for ${country}. Leave those numbers out, or use another sender.`,
      { details: { sender, country, countries } },
    ),
  destination_not_served: ({ country, field, message }) =>
    answer(
      422,
      'destination_not_served',
      message ?? `No route and price of yours serves ${country ?? 'this number'}. See /v1/pricing for what is served.`,
      { details: { ...(country !== undefined && { country }), ...(field !== undefined && { field }) } },
    ),
  insufficient_funds: insufficientFunds,
  carrier_rejected: plain(502, 'carrier_rejected', 'The carrier refused the message. Nothing was charged.'),
  unavailable: plain(503, 'unavailable', 'We cannot answer right now, and nothing was sent. Try again shortly.'),
  internal: plain(
    500,
    'internal',
    'Something went wrong on our side. Try again, and tell us the x-request-id if it stays.',
  ),
} satisfies DialectErrors

function insufficientFunds({ needed = 0n, free = 0n, currency = 'units' }: Refusal): DialectAnswer {
  const say = (amount: bigint): string =>
    currency === 'units' ? `${amountText(currency, amount)} units` : `${currency} ${amountText(currency, amount)}`
  return answer(
    402,
    'insufficient_funds',
    `This costs ${say(needed)} and your wallet has ${say(free)}: it is ${say(needed - free)} short. Top it up, then send again.`,
    { details: { cost: amountText(currency, needed), balance: amountText(currency, free), currency } },
  )
}
