import assert from 'node:assert/strict'
import { test } from 'node:test'
import { idName } from './ids.ts'

const NAMES: [path: string, parameter: string, name: string][] = [
  ['/megasms/api/v1/messages/{request_id}', 'request_id', 'request_id'],
  ['/v1/webhooks/{id}/attempts', 'id', 'webhook_id'],
  ['/v1/webhooks/attempts/{id}/retry', 'id', 'attempt_id'],
  ['/v1/opt-outs/{id}', 'id', 'opt_out_id'],
  ['/v1/sender-ids/{id}', 'id', 'sender_id'],
  ['/v1/operator/sender-ids/{account_id}/{id}/approve', 'id', 'sender_id'],
  ['/smsbox/api/sms/v1/update_sms_template/{id}', 'id', 'template_id'],
]
for (const [path, parameter, name] of NAMES)
  test(`{${parameter}} of ${path} goes by ${name}`, () => assert.equal(idName(path, parameter), name))
