// Wasambazie: the blocks of its document, and what a reader puts in their place.
import type { Play } from '../block.ts'

const BALANCE = ['GET /v1/balance/', 200, 'balance'] as [string, number, string]
const SEND = ['POST /v1/sms/send', 201, 'submitted'] as [string, number, string]
const REPORT = ['GET /v1/sms/delivery-reports/<id>', 200, 'report'] as [string, number, string]

export const wasambazie: Play = {
  file: 'wasambazie.txt',
  blocks: [
    { left: 'an error', from: '{"detail"', to: '}' },
    { answer: 'submitted', from: '{\n  "status_code"', to: '\n}' },
    { left: 'errors', from: '400  { "detail"', to: 'rejected the message" }' },
    { left: 'a field', from: '"sender_id": "MYBRAND"', to: '\n' },
    { answer: 'balance', from: '{\n  "balance"', to: '\n}' },
    { request: 'balance', kind: 'sh', from: 'curl -X GET', to: "secret-key'", asks: [BALANCE] },
    { answer: 'report', from: '{\n  "message_batch_id"', to: '\n}' },
    { left: 'an error', from: '{ "detail"', to: '}' },
    { left: 'what a webhook is sent', from: '{\n  "event"', to: '\n}' },
    { check: 'verify', kind: 'py', from: 'import hmac', to: 'compare_digest(expected, signature)' },
    { left: 'an error', from: '{ "detail"', to: '}' },
    { left: 'an error', from: '{\n  "detail"', to: '\n}' },
    {
      request: 'all',
      kind: 'sh',
      from: '# Check balance',
      to: `abc123xyz' \\\n  -H 'X-API-PUBLIC-KEY: pk_your-public-key' \\\n  -H 'X-API-SECRET-KEY: sk_your-secret-key'`,
      asks: [BALANCE, SEND, SEND, REPORT],
    },
    {
      request: 'all',
      kind: 'cjs',
      from: "const axios = require('axios');",
      to: '})();',
      asks: [BALANCE, SEND, REPORT],
      replace: [['30000', '0']], // the report is held until it is there
    },
    {
      request: 'all',
      kind: 'py',
      from: 'import requests',
      to: '\nget_report(batch_id)',
      asks: [BALANCE, SEND, REPORT],
      replace: [['time.sleep(30)', 'time.sleep(0)']],
    },
    {
      request: 'all',
      kind: 'php',
      from: '<?php',
      to: 'print_r($report);',
      asks: [BALANCE, SEND, REPORT],
      replace: [['sleep(30)', 'sleep(0)']],
    },
  ],
  replacements: (base, { publicKey = '', secretKey = '' }, id) => [
    ['https://wasambazie.co.tz', base],
    ['pk_your-public-key', publicKey],
    ['sk_your-secret-key', secretKey],
    ['abc123xyz', id],
  ],
  headers: ({ publicKey = '', secretKey = '' }) => ({ 'x-api-public-key': publicKey, 'x-api-secret-key': secretKey }),
}
