// Sends an SMS by MsGine's API, and follows it to its end.
//
//   MSGINE_API_TOKEN=… node examples/msgine/send.mjs +256701521269 'Hello'
import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'

const { NJIWA_URL = 'http://127.0.0.1:8080', MSGINE_SENDER: sender = 'MyApp' } = process.env
const [to = '+256701521269', text = 'Hello from Node'] = process.argv.slice(2)

const headers = {
  Authorization: `Bearer ${process.env.MSGINE_API_TOKEN}`,
  'Content-Type': 'application/json',
  // Whoever repeats a send after a lost connection does it with the same key: nothing is sent twice.
  'Idempotency-Key': randomUUID(),
}

async function call(method, path, body) {
  const response = await fetch(`${NJIWA_URL}/msgine${path}`, { method, headers, body: body && JSON.stringify(body) })
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
  return response.json()
}

const sent = await call('POST', '/api/v1/messages/sms', { to, message: text, from: sender })
const id = sent.id
let state
do {
  await wait(500)
  const asked = await call('GET', `/api/v1/messages/${id}`)
  state = asked.status
} while (!['delivered', 'failed'].includes(state))
console.log(`${to} ${state}`)
process.exitCode = state === 'delivered' ? 0 : 1
