// SMSBox's words for all that can be wrong: the codes of its document's table, each with the HTTP status of its example. What
// the table has no code for carries its HTTP status as its code, as the document's own 403 does (docs/decisions/014-smsbox.md).
import type { Refusal } from '../../core/errors.ts'
import type { DialectAnswer, DialectErrors } from '../dialect.ts'

/** The first line of the table for each code that is an error; 400 where no example shows a status. */
const TABLE = {
  101: 'Invalid phone number',
  102: 'Insufficient balance',
  103: 'Network timeout',
  104: 'Please provide all required parameters',
  105: 'Account not found',
  106: 'No route mapping to your account',
  107: 'No authorization headers',
  108: 'Invalid token',
  109: 'Invalid Message',
  110: 'Message contains special characters',
  111: 'Invalid Sender ID',
  112: 'The message cannot be scheduled for a date/time in the past',
  113: 'Invalid request format',
  114: 'Recipients exceed the Limit of 1000',
  115: 'Destination Number is Missing',
  116: 'Missing/Invalid Reference Id',
  117: 'Invalid Scheduled Time',
  118: 'Missing encoding type',
  119: 'Missing recipient(s) tag',
  120: 'Invalid Authentication Parameters',
  123: 'Invalid template_id',
  127: 'SMS Template Delete Failed',
} as const
type Code = keyof typeof TABLE

/** What is wrong with a field, by the last part of its name; anything else is 113. */
const OF_FIELD: Record<string, Code> = {
  dest_addr: 101,
  source_addr: 111,
  message: 109,
  characters: 110, // of the message, once it is filled in
  schedule_time: 117,
  past: 112, // of the schedule_time
  encoding: 118,
  reference_id: 116,
  template_id: 123,
}

export const errors: DialectErrors = {
  path_unknown: other(404, 'There is nothing at this path'),
  method_not_allowed: other(405, 'This path does not take this method'),
  headers_too_large: () => coded(113, 431),
  // Its own shape, as the example of change_sms_info has it.
  credentials_missing: () => ({ status: 400, body: { error: TABLE[107], code: 107 } }),
  credentials_unreadable: () => unauthorized(108),
  credentials_invalid: () => unauthorized(120),
  rate_limited: other(429, 'Too many requests'),
  permission_missing: other(403, 'This key may not make this call'),
  account_not_active: () => unauthorized(105),
  body_too_large: () => coded(113, 413),
  content_type_unsupported: () => coded(113, 415),
  body_unreadable: () => coded(113),
  idempotency_key_invalid: other(422, 'An Idempotency-Key is 1 to 255 printable ASCII characters'),
  idempotency_key_reused: other(422, 'This Idempotency-Key was used with another request'),
  idempotency_key_busy: other(409, 'The first request with this Idempotency-Key is still running'),
  field_missing: ({ field }) => coded(lastPart(field) === 'dest_addr' ? 115 : 104),
  field_invalid: ({ field }) => coded(OF_FIELD[lastPart(field)] ?? 113),
  recipients_missing: () => coded(119),
  recipients_too_many: () => coded(114),
  recipient_invalid: () => coded(101),
  recipient_opted_out: () => coded(101),
  text_empty: () => coded(109),
  text_too_long: () => coded(109),
  not_found: () => coded(123), // the one path with an id in it is a template's
  conflict: other(409, 'This cannot be done now'),
  sender_id_not_approved: () => coded(111),
  sender_id_not_for_country: () => coded(111),
  destination_not_served: () => coded(106),
  insufficient_funds: () => coded(102),
  carrier_rejected: internal,
  unavailable: () => coded(103, 503),
  internal,
}

/** Of the calls whose own example says it so. */
export const AUTHORIZATION_PARAMETERS: Partial<DialectErrors> = {
  credentials_invalid: () => worded(unauthorized(120), 'Invalid Authorization Parameters'),
}

/** Of send_sms, whose example spells it so. */
export const SENDER_ID: Partial<DialectErrors> = {
  sender_id_not_approved: senderId,
  sender_id_not_for_country: senderId,
  field_invalid: (refusal, requestId) =>
    lastPart(refusal.field) === 'source_addr' ? senderId() : errors.field_invalid(refusal, requestId),
}

/** Of request_sender_name: inside `data`, each with the words of its example. */
export const SENDER_NAMES: Partial<DialectErrors> = {
  conflict: () => inData(122, 'Senderid exist, please try another one'),
  field_invalid: ({ field }) =>
    field === 'sample_content'
      ? inData(124, 'Sender Name sample content should not exceed 170 characters')
      : inData(
          121,
          'Sender Name Should Not Exceed 11 Characters and can have only numbers, letters and the following special characters . - and space',
        ),
}

/** Of delete_sms_template: a fault of ours is that it could not be deleted. */
export const TEMPLATE_DELETE: Partial<DialectErrors> = { internal: () => coded(127, 500) }

/** The answer, HTTP 200, to a message that is not there or no longer waits. */
export function notThere(message: string): { status: boolean; code: number; message: string } {
  return { status: true, code: 403, message }
}

function coded(code: Code, status = 400): DialectAnswer {
  return { status, body: { code, message: TABLE[code] } }
}

function worded(answer: DialectAnswer, message: string): DialectAnswer {
  return { ...answer, body: { ...(answer.body as object), message } }
}

function senderId(): DialectAnswer {
  return worded(coded(111), 'Invalid Sender Id')
}

function inData(code: number, message: string): DialectAnswer {
  return { status: 409, body: { data: { code, message } } }
}

// RFC 9110 §11.6.1: a 401 names the scheme that would be taken.
const BASIC = { 'www-authenticate': 'Basic realm="SMSBox"' }

function unauthorized(code: Code): DialectAnswer {
  return { ...coded(code, 401), headers: BASIC }
}

function other(status: number, message: string): () => DialectAnswer {
  const answer = { status, body: { code: status, message } }
  return () => answer
}

function internal(): DialectAnswer {
  return { status: 500, body: { code: 500, message: 'The request could not be processed' } }
}

function lastPart(field: Refusal['field'] = ''): string {
  return field.slice(field.lastIndexOf('.') + 1)
}
