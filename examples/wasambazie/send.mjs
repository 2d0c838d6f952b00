// Sends an SMS by Wasambazie's API, and follows it to its end.
//
//   WASAMBAZIE_API_PUBLIC_KEY=… WASAMBAZIE_API_SECRET_KEY=… node examples/wasambazie/send.mjs +255712345678 'Hello'
import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'

const { NJIWA_URL = 'http://127.0.0.1:8080', WASAMBAZIE_SENDER: sender = 'MYBRAND' } = process.env
const [to = '+255712345678', text = 'Hello from Node'] = process.argv.slice(2)

const headers = {
  'X-API-PUBLIC-KEY': process.env.WASAMBAZIE_API_PUBLIC_KEY,
  'X-API-SECRET-KEY': process.env.WASAMBAZIE_API_SECRET_KEY,
  'Content-Type': 'application/json',
  // Whoever repeats a send after a lost connection does it with the same key: nothing is sent twice.
  'Idempotency-Key': randomUUID(),
}

async function call(method, path, body) {
  const response = await fetch(`${NJIWA_URL}/wasambazie${path}`, {
    method,
    headers,
    body: body && JSON.stringify(body),
  })
  if (method === 'GET' && response.status === 404) return null // the batch is still under way
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
  return response.json()
}

const sent = await call('POST', '/v1/sms/send', { to_number: to, message: text, sender_id: sender })
const id = sent.message_batch_id
let state
do {
  await wait(500)
  const asked = await call('GET', `/v1/sms/delivery-reports/${id}`)
  state = asked?.messages[0].status
} while (!['delivered', 'failed'].includes(state))
console.log(`${to} ${state}`)
process.exitCode = state === 'delivered' ? 0 : 1
