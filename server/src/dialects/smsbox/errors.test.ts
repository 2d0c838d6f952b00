import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Refusal } from '../../core/errors.ts'
import type { DialectErrors } from '../dialect.ts'
import { AUTHORIZATION_PARAMETERS, errors, SENDER_ID, SENDER_NAMES, TEMPLATE_DELETE } from './errors.ts'

const answerTo = (refusal: Refusal, words: Partial<DialectErrors> = {}) => {
  const { status, body } = (words[refusal.code] ?? errors[refusal.code])(refusal, '')
  return { status, body }
}

test("every code of the document's table that is an error, with the HTTP status of its example", () => {
  const rows: [refusal: Refusal, status: number, code: number, message: string][] = [
    [{ code: 'recipient_invalid' }, 400, 101, 'Invalid phone number'],
    [{ code: 'recipient_opted_out' }, 400, 101, 'Invalid phone number'],
    [{ code: 'insufficient_funds' }, 400, 102, 'Insufficient balance'],
    [{ code: 'unavailable' }, 503, 103, 'Network timeout'],
    [{ code: 'field_missing' }, 400, 104, 'Please provide all required parameters'],
    [{ code: 'account_not_active' }, 401, 105, 'Account not found'],
    [{ code: 'destination_not_served' }, 400, 106, 'No route mapping to your account'],
    [{ code: 'credentials_unreadable' }, 401, 108, 'Invalid token'],
    [{ code: 'text_empty' }, 400, 109, 'Invalid Message'],
    [{ code: 'text_too_long' }, 400, 109, 'Invalid Message'],
    [{ code: 'field_invalid', field: 'message.characters' }, 400, 110, 'Message contains special characters'],
    [{ code: 'sender_id_not_approved' }, 400, 111, 'Invalid Sender ID'],
    [{ code: 'sender_id_not_for_country' }, 400, 111, 'Invalid Sender ID'],
    [
      { code: 'field_invalid', field: 'schedule_time.past' },
      400,
      112,
      'The message cannot be scheduled for a date/time in the past',
    ],
    [{ code: 'body_unreadable' }, 400, 113, 'Invalid request format'],
    [{ code: 'body_too_large' }, 413, 113, 'Invalid request format'],
    [{ code: 'content_type_unsupported' }, 415, 113, 'Invalid request format'],
    [{ code: 'headers_too_large' }, 431, 113, 'Invalid request format'],
    [{ code: 'field_invalid' }, 400, 113, 'Invalid request format'],
    [{ code: 'recipients_too_many' }, 400, 114, 'Recipients exceed the Limit of 1000'],
    [{ code: 'field_missing', field: 'recipients.0.dest_addr' }, 400, 115, 'Destination Number is Missing'],
    [{ code: 'field_invalid', field: 'reference_id' }, 400, 116, 'Missing/Invalid Reference Id'],
    [{ code: 'field_invalid', field: 'schedule_time' }, 400, 117, 'Invalid Scheduled Time'],
    [{ code: 'field_invalid', field: 'encoding' }, 400, 118, 'Missing encoding type'],
    [{ code: 'recipients_missing' }, 400, 119, 'Missing recipient(s) tag'],
    [{ code: 'credentials_invalid' }, 401, 120, 'Invalid Authentication Parameters'],
    [{ code: 'not_found' }, 400, 123, 'Invalid template_id'],
    [{ code: 'field_invalid', field: 'template_id' }, 400, 123, 'Invalid template_id'],
    [{ code: 'permission_missing' }, 403, 403, 'This key may not make this call'],
    [{ code: 'internal' }, 500, 500, 'The request could not be processed'],
  ]
  for (const [refusal, status, code, message] of rows) {
    assert.deepEqual(answerTo(refusal), { status, body: { code, message } }, `${refusal.code} ${refusal.field}`)
  }
  const noHeaders = { error: 'No authorization headers', code: 107 }
  assert.deepEqual(answerTo({ code: 'credentials_missing' }), { status: 400, body: noHeaders })
})

test('the words of a call whose example has others', () => {
  const coded = (code: number, message: string) => ({ code, message })
  const rows: [words: Partial<DialectErrors>, refusal: Refusal, status: number, body: object][] = [
    [AUTHORIZATION_PARAMETERS, { code: 'credentials_invalid' }, 401, coded(120, 'Invalid Authorization Parameters')],
    [SENDER_ID, { code: 'sender_id_not_approved' }, 400, coded(111, 'Invalid Sender Id')],
    [SENDER_ID, { code: 'sender_id_not_for_country' }, 400, coded(111, 'Invalid Sender Id')],
    [SENDER_ID, { code: 'field_invalid', field: 'source_addr' }, 400, coded(111, 'Invalid Sender Id')],
    [SENDER_ID, { code: 'field_invalid', field: 'encoding' }, 400, coded(118, 'Missing encoding type')],
    [
      SENDER_NAMES,
      { code: 'field_invalid', field: 'senderid' },
      409,
      {
        data: coded(
          121,
          'Sender Name Should Not Exceed 11 Characters and can have only numbers, letters and the following special characters . - and space',
        ),
      },
    ],
    [SENDER_NAMES, { code: 'conflict' }, 409, { data: coded(122, 'Senderid exist, please try another one') }],
    [
      SENDER_NAMES,
      { code: 'field_invalid', field: 'sample_content' },
      409,
      { data: coded(124, 'Sender Name sample content should not exceed 170 characters') },
    ],
    [TEMPLATE_DELETE, { code: 'internal' }, 500, coded(127, 'SMS Template Delete Failed')],
    [TEMPLATE_DELETE, { code: 'unavailable' }, 503, coded(103, 'Network timeout')],
  ]
  for (const [words, refusal, status, body] of rows) {
    assert.deepEqual(answerTo(refusal, words), { status, body }, `${refusal.code} ${refusal.field}`)
  }
})
