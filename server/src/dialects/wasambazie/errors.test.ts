import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Value } from 'typebox/value'
import { ERROR_CODES, type ErrorCode, type Refusal } from '../../core/errors.ts'
import { ErrorAnswer, FieldErrorAnswer } from './error-reference.ts'
import { errors } from './errors.ts'

const STATUSES: Record<number, ErrorCode[]> = {
  400: ['body_unreadable'],
  401: ['credentials_missing', 'credentials_unreadable', 'credentials_invalid'],
  402: ['insufficient_funds'],
  403: ['permission_missing', 'account_not_active'],
  404: ['path_unknown', 'not_found', 'sender_id_not_approved', 'sender_id_not_for_country'],
  405: ['method_not_allowed'],
  409: ['idempotency_key_busy', 'conflict'],
  413: ['body_too_large'],
  415: ['content_type_unsupported'],
  429: ['rate_limited'],
  431: ['headers_too_large'],
  500: ['internal'],
  502: ['carrier_rejected'],
  503: ['unavailable'],
}

for (const code of ERROR_CODES) {
  const status = Number(Object.entries(STATUSES).find(([, codes]) => codes.includes(code))?.[0] ?? 422)
  test(`${code} is ${status}, its detail ${status === 422 ? 'a list of faults' : 'a sentence'}`, () => {
    const answer = errors[code]({ code }, '')
    assert.equal(answer.status, status)
    assert.ok(Value.Check(status === 422 ? FieldErrorAnswer : ErrorAnswer, answer.body), JSON.stringify(answer.body))
  })
}

const PHONE_NUMBER = 'value_error.phone_number'
const rows: [refusal: Refusal, loc: string[], msg: string, type: string][] = [
  [{ code: 'field_missing', field: 'message' }, ['body', 'message'], 'field required', 'value_error.missing'],
  [
    { code: 'destination_not_served', country: 'KE' },
    ['body', 'to_number'],
    'messages to KE are not available',
    PHONE_NUMBER,
  ],
  [
    { code: 'recipient_opted_out', value: '+255712345678' },
    ['body', 'to_number'],
    'recipient has opted out: +255712345678',
    PHONE_NUMBER,
  ],
]
for (const [refusal, loc, msg, type] of rows) {
  test(`what is said of ${refusal.code}`, () => {
    assert.deepEqual(errors[refusal.code](refusal, '').body, { detail: [{ loc, msg, type }] })
  })
}
