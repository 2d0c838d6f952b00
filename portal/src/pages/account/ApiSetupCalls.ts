// Where each API is called on this server, and a first call to it as its document prints one.
import type { Dialect } from '../../api/credentials.ts'

export const DIALECTS: readonly Dialect[] = ['native', 'megasms', 'msgine', 'esms', 'wasambazie', 'smsbox']

type ApiSetupOf = { baseUrl: string; example: string; reference: string }

const TEXT = 'Habari from Njiwa'

export function setupOf(dialect: Dialect, origin: string, sender = 'YOUR_SENDER'): ApiSetupOf {
  const baseUrl = dialect === 'native' ? origin : `${origin}/${dialect}`
  const { path, headers, body } = CALLS[dialect](sender)
  const example = [
    `curl -X POST '${baseUrl}${path}'`,
    ...headers.map((header) => (header.startsWith('-') ? header : `-H '${header}'`)),
    "-H 'Content-Type: application/json'",
    `-d '${JSON.stringify(body).replaceAll("'", `'\\''`)}'`,
  ].join(' \\\n  ')
  return { baseUrl, example, reference: `/docs/${dialect}` }
}

type FirstCall = { path: string; headers: string[]; body: object }

const CALLS: Record<Dialect, (sender: string) => FirstCall> = {
  native: (sender) => ({
    path: '/v1/requests',
    headers: ['Authorization: Bearer nj_live_YOUR_TOKEN'],
    body: { sender, to: ['+255712345678'], text: TEXT },
  }),
  megasms: (sender_id) => ({
    path: '/api/v1/messages',
    headers: ['Authorization: Bearer ms_live_YOUR_TOKEN'],
    body: { to: '255712345678', sender_id, message: TEXT },
  }),
  msgine: (from) => ({
    path: '/api/v1/messages/sms',
    headers: ['Authorization: Bearer YOUR_API_TOKEN'],
    body: { to: '+256712345678', message: TEXT, from },
  }),
  esms: (sender_id) => ({
    path: '/api/messages/send',
    headers: ['Authorization: Bearer esms_live_YOUR_KEY'],
    body: { to: '+254712345678', text: TEXT, sender_id },
  }),
  wasambazie: (sender_id) => ({
    path: '/v1/sms/send',
    headers: ['X-API-PUBLIC-KEY: pk_YOUR_PUBLIC_KEY', 'X-API-SECRET-KEY: sk_YOUR_SECRET_KEY'],
    body: { sender_id, to_number: '+255712345678', message: TEXT },
  }),
  smsbox: (source_addr) => ({
    path: '/api/sms/v1/send_sms',
    headers: ["-u 'YOUR_API_KEY:YOUR_API_SECRET'"],
    body: {
      source_addr,
      schedule_time: '',
      encoding: 0,
      message: TEXT,
      recipients: [{ recipient_name: 'Amina', dest_addr: '255712345678' }],
    },
  }),
}
