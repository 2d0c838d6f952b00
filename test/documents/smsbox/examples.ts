// SMSBox: the blocks of its document, and what a reader puts in their place.
import type { Play } from '../block.ts'

const SEND = ['POST /api/sms/v1/send_sms', 200, 'sent'] as [string, number, string]
const BALANCE = ['GET /api/sms/v1/query_sms_balance', 200, 'balance'] as [string, number, string]
const CHANGE = 'GET /api/sms/v1/change_sms_info'

/** `api-key` is no name of a variable in JavaScript or PHP; within quotes and as a header it stays. */
const HYPHENS = {
  reason: 'its variables are named api-key and api-secret, which is a subtraction',
  replace: [[/(?<!["'<])api-(key|secret)/g, 'api_$1']] as [RegExp, string][],
}

export const smsbox: Play = {
  file: 'smsbox.txt',
  blocks: [
    { request: 'send', kind: 'json', from: '{\n    "source_addr"', to: '\n}', asks: [SEND] },
    { request: 'send', kind: 'xml', from: '<sms>', to: '</sms>', asks: [SEND] },
    { request: 'send', kind: 'cjs', from: 'const axios', to: '\nsend_sms();', asks: [SEND], mend: HYPHENS },
    { request: 'send', kind: 'php', from: '<?php', to: 'var_dump($response);', asks: [SEND], mend: HYPHENS },
    { request: 'send', kind: 'py', from: 'import requests', to: 'response.text)', asks: [SEND] },
    { answer: 'sent', from: '{\n    "status": true', to: '\n  }' },
    { left: 'an error', from: ' {\n  "code": 111', to: '\n}' },
    { request: 'balance', kind: 'cjs', from: 'const axios', to: '\ncheck_balance();', asks: [BALANCE] },
    { request: 'balance', kind: 'php', from: '<?php', to: '?>', asks: [BALANCE] },
    { answer: 'balance', from: '{\n    "status": true', to: '}] \n}' },
    { left: 'an error', from: ' {\n  "code": 120', to: '\n}' },
    {
      request: 'change',
      kind: 'php',
      from: '<?php',
      to: '?>',
      asks: [[CHANGE, 200, 'changed']],
      replace: [
        ['<scheduled_status>', '1'],
        ['<schedule_time>', '2099-01-01 00:00'],
        ['<message>', 'Hello again'],
      ],
    },
    {
      request: 'delivery-reports',
      kind: 'cjs',
      from: 'const axios',
      to: '\ngetDeliveryReports();',
      asks: [[CHANGE, 200]],
      mend: HYPHENS,
    },
    { answer: 'changed', from: '{\n    "status": true', to: '\n  }' },
    { left: 'an error', from: '{\n    "status": true', to: '\n  }' },
    { left: 'an error', from: '{\n   "code": 120', to: '\n}' },
    { left: 'an error', from: '{\n   "error"', to: '\n}' },
    {
      left: "the sender names' answer: its request is printed as a path alone",
      from: '{\n    "status": true',
      to: '\n}',
    },
    { left: 'an error', from: ' {\n  "code": 120', to: '\n}' },
    { left: "a sender request's answer: its request is printed as fields", from: '{\n    "status": true', to: '\n  }' },
    { left: 'an error', from: ' {\n    "code": 120', to: '\n}' },
    { left: 'an error', from: ' {\n    "data"', to: '\n}' },
    { left: 'an error', from: ' {\n    "data"', to: '\n}' },
    { left: 'an error', from: ' {\n    "data"', to: '\n}' },
    { left: 'a receiver of callbacks, on Express', from: 'const express', to: 'port 3000"));' },
    { left: 'a receiver of callbacks, in PHP', from: '<?php', to: '?>' },
    { left: 'a receiver of callbacks, on Flask: no Python, for a brace', from: 'from flask', to: 'debug=True)' },
    { left: 'what a callback is sent', from: "{\n   'from'", to: '\n}' },
  ],
  replacements: (base, { apiKey = '', apiSecret = '' }, id) => [
    ['https://smsbox.devotek.africa', base],
    ['<api-key>', apiKey],
    [/<(?:api-secret|secret-key)>/g, apiSecret],
    // In quotes alone: in XML a tag looks the same.
    [/(?<=["'])(?:YOUR APPROVED SENDER ID|<source_addr>)/g, 'INFO'],
    [/(?<=["'])<(?:message_id|request_id)>/g, id],
    [/(?<=["'])<dest_addr>/g, '+22687161524'],
  ],
  headers: ({ apiKey, apiSecret }) => ({
    authorization: `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString('base64')}`,
  }),
}
