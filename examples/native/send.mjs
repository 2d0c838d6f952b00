// Sends an SMS by Njiwa's own API, and follows it to its end.
//
//   NJIWA_TOKEN=… node examples/native/send.mjs +254712345678 'Hello'
import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'

const { NJIWA_URL = 'http://127.0.0.1:8080', NJIWA_SENDER: sender = 'MyApp' } = process.env
const [to = '+254712345678', text = 'Hello from Node'] = process.argv.slice(2)

const headers = {
  Authorization: `Bearer ${process.env.NJIWA_TOKEN}`,
  'Content-Type': 'application/json',
  // Whoever repeats a send after a lost connection does it with the same key: nothing is sent twice.
  'Idempotency-Key': randomUUID(),
}

async function call(method, path, body) {
  const response = await fetch(`${NJIWA_URL}/v1${path}`, { method, headers, body: body && JSON.stringify(body) })
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
  return response.json()
}

const sent = await call('POST', '/requests', { to: [to], text, sender })
const id = sent.id
let state
do {
  await wait(500)
  const asked = await call('GET', `/requests/${id}`)
  state = asked.messages[0].state
} while (!['delivered', 'failed'].includes(state))
console.log(`${to} ${state}`)
process.exitCode = state === 'delivered' ? 0 : 1
