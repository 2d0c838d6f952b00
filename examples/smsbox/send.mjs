// Sends an SMS by SMSBox's API, and follows it to its end.
//
//   SMSBOX_API_KEY=… SMSBOX_API_SECRET=… node examples/smsbox/send.mjs +22687161524 'Hello'
import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'

const { NJIWA_URL = 'http://127.0.0.1:8080', SMSBOX_SENDER: sender = 'INFO' } = process.env
const [to = '+22687161524', text = 'Hello from Node'] = process.argv.slice(2)

const headers = {
  Authorization: `Basic ${btoa(`${process.env.SMSBOX_API_KEY}:${process.env.SMSBOX_API_SECRET}`)}`,
  'Content-Type': 'application/json',
  // Whoever repeats a send after a lost connection does it with the same key: nothing is sent twice.
  'Idempotency-Key': randomUUID(),
}

async function call(method, path, body) {
  const response = await fetch(`${NJIWA_URL}/smsbox${path}`, { method, headers, body: body && JSON.stringify(body) })
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
  return response.json()
}

const sent = await call('POST', '/api/sms/v1/send_sms', {
  source_addr: sender,
  schedule_time: '',
  encoding: 0,
  message: text,
  recipients: [{ recipient_name: 'Asha', dest_addr: to }],
})
const id = sent.data.replace('message_id:', '')
let state
do {
  await wait(500)
  const asked = await call('GET', `/api/sms/v1/delivery_reports?request_id=${id}`)
  state = asked.data[0].status
} while (!['DELIVERED', 'UNDELIVERED'].includes(state))
console.log(`${to} ${state}`)
process.exitCode = state === 'DELIVERED' ? 0 : 1
