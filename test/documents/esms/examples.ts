// eSMS Africa: the blocks of its document, and what a reader puts in their place.
import type { Play } from '../block.ts'

const SEND = 'POST /api/messages/send'
const HOUR_MS = 3_600_000

export const esms: Play = {
  file: 'esms-africa.txt',
  blocks: [
    { request: 'send', kind: 'json', from: '{\n"to"', to: '\n}', asks: [[SEND, 200, 'submitted']] },
    { answer: 'submitted', from: '{\n"id"', to: '\n}' },
    { answer: 'scheduled', from: '{\n"id"', to: '\n}' },
    { request: 'send', kind: 'sh', from: 'curl -X POST', to: "}'", asks: [[SEND, 200, 'submitted']] },
    { request: 'send', kind: 'py', from: 'import httpx', to: "{msg['status']}\")", asks: [[SEND, 200, 'submitted']] },
    {
      request: 'send',
      kind: 'mjs',
      from: 'const resp = await fetch(',
      to: '.status}`);',
      asks: [[SEND, 200, 'submitted']],
    },
    {
      request: 'schedule',
      kind: 'json',
      from: '{\n"to"',
      to: '\n}',
      asks: [[SEND, 200, 'scheduled']],
      replace: [
        ['ClinicApp', 'eSMSAfrica'],
        ['2026-06-01T07:00:00Z', `${new Date(Date.now() + HOUR_MS).toISOString().slice(0, 19)}Z`],
      ],
    },
    { left: 'an error', from: '{\n"detail"', to: '\n}' },
    { left: 'an error', from: '{\n"detail"', to: '\n}' },
    { left: 'an error', from: '{\n"detail"', to: '\n}\n}' },
  ],
  replacements: (base, { token = '' }) => [
    ['https://sms.esmsafrica.io', base],
    ['esms_live_YOUR_KEY', token],
  ],
  headers: ({ token }) => ({ authorization: `Bearer ${token}` }),
}
