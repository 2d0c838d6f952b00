// MsGine: the blocks of its document, and what a reader puts in their place.
import type { Play } from '../block.ts'

const SEND = 'POST /api/v1/messages/sms'

export const msgine: Play = {
  file: 'msgine.txt',
  blocks: [
    { request: 'send', kind: 'sh', from: 'curl -X POST', to: "}'", asks: [[SEND, 201, 'sent']] },
    { answer: 'sent', from: '{\n', to: '\n}' },
    { request: 'send-to-many', kind: 'sh', from: 'curl -X POST', to: "}'", asks: [[SEND, 201, 'sent-to-many']] },
    { answer: 'sent-to-many', from: '{\n', to: '\n}' },
    {
      request: 'status',
      kind: 'sh',
      from: 'curl https',
      to: 'TOKEN"',
      asks: [['GET /api/v1/messages/<id>', 200, 'status']],
    },
    { answer: 'status', from: '{\n', to: '\n}' },
    {
      request: 'list',
      kind: 'sh',
      from: 'curl "https',
      to: 'TOKEN"',
      asks: [['GET /api/v1/messages?page=1&limit=20&status=delivered', 200, 'list']],
    },
    { answer: 'list', from: '{\n', to: '\n}' },
    { request: 'sender-name', kind: 'json', from: '{\n', to: '\n}', asks: [[SEND, 201, 'sent']] },
    { request: 'sender-number', kind: 'json', from: '{\n', to: '\n}', asks: [[SEND, 201, 'sent']] },
    {
      request: 'long-text',
      kind: 'json',
      from: '{\n',
      to: '\n}',
      asks: [[SEND, 201, 'sent']],
      mend: {
        reason: 'it shows a text of two parts, and no recipient',
        replace: [['{\n', '{\n  "to": "+256701521269",\n']],
      },
    },
    {
      request: 'pricing',
      kind: 'sh',
      from: 'curl "https',
      to: 'TOKEN"',
      asks: [['GET /api/v1/pricing/sms?country=UG', 200, 'price']],
    },
    { answer: 'price', from: '{\n', to: '\n}' },
    { left: 'an error', from: '{\n', to: '\n}' },
    { left: 'an error', from: '{\n', to: '\n}' },
    { left: 'an error', from: '{\n', to: '\n}' },
    { left: 'an error', from: '{\n', to: '\n}' },
    { request: 'callback', kind: 'json', from: '{\n', to: '\n}', asks: [[SEND, 201, 'sent']] },
    { left: 'what a webhook is sent', from: '{\n', to: '\n}' },
  ],
  replacements: (base, { token = '', number = '' }, id) => [
    ['https://api.msgine.net', base],
    ['YOUR_API_TOKEN', token],
    ['msg_1234567890', id],
    ['"+14155552671"', `"${number}"`], // registered with the account
    ['your-app.com', 'your-app.example'], // nobody is called who does not know of it
  ],
  headers: ({ token }) => ({ authorization: `Bearer ${token}` }),
}
