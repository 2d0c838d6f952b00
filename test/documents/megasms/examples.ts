// MegaSMS: the blocks of its document, and what a reader puts in their place.
import type { Play } from '../block.ts'

export const megasms: Play = {
  file: 'megasms.txt',
  blocks: [
    {
      request: 'quickstart',
      kind: 'sh',
      from: 'curl -X POST "https',
      to: "}'",
      asks: [['POST /api/v1/messages', 200, 'sent']],
    },
    {
      request: 'quickstart',
      kind: 'php',
      from: '$payload = json_encode([',
      to: 'curl_exec($curl);',
      asks: [['POST /api/v1/messages', 200, 'sent']],
    },
    {
      request: 'quickstart',
      kind: 'mjs',
      from: 'const response = await fetch(',
      to: 'await response.json();',
      asks: [['POST /api/v1/messages', 200, 'sent']],
    },
    { request: 'many', kind: 'json', from: '{\n"to": [', to: '\n}', asks: [['POST /api/v1/messages', 200, 'sent']] },
    { answer: 'sent', from: '{\n"success": true', to: '\n]\n}\n}' },
    {
      request: 'status',
      kind: 'sh',
      from: 'curl "https',
      to: 'here"',
      asks: [['GET /api/v1/messages/<id>', 200, 'sent']],
      mend: {
        reason: 'the line break behind its backslash is lost: the header would be a second address',
        replace: [[' \\ -H', ' \\\n-H']],
      },
    },
    { left: "the balance's answer: its request is printed as a path alone", from: '{\n"success": true', to: '\n}\n}' },
    { left: 'an error', from: '{\n"success": false', to: '\n}\n}' },
  ],
  replacements: (base, { token = '' }, id) => [
    ['https://megasms.co.tz', base],
    ['ms_live_your_token_here', token],
    ['4be7e780-f127-4da4-8d93-63d1c5bd0ea0', id],
  ],
  headers: ({ token }) => ({ authorization: `Bearer ${token}` }),
  env: ({ token = '' }) => ({ MEGASMS_API_TOKEN: token }),
}
