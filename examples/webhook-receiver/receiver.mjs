// Receives webhooks, and takes none that is not signed with the endpoint's secret.
//
//   WEBHOOK_SECRET=whsec_… PORT=9000 node examples/webhook-receiver/receiver.mjs
import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'

const { WEBHOOK_SECRET = '', PORT = '9000' } = process.env
const BODY_BYTES_MAX = 65_536
const known = new Set() // in a database, where a restart must not forget

function isOurs(headers, body) {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures = '' } = headers
  if (!(Math.abs(Date.now() / 1000 - Number(timestamp)) <= 300)) return false
  const key = Buffer.from(WEBHOOK_SECRET.replace('whsec_', ''), 'base64')
  const hmac = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64')
  const wanted = Buffer.from(`v1,${hmac}`)
  const given = signatures.split(' ').map((each) => Buffer.from(each))
  return given.some((each) => each.length === wanted.length && timingSafeEqual(each, wanted))
}

const server = createServer(async (request, response) => {
  const parts = []
  let bytes = 0
  for await (const part of request) {
    bytes += part.length
    if (bytes > BODY_BYTES_MAX) return response.writeHead(413).end()
    parts.push(part)
  }
  const body = Buffer.concat(parts)
  if (!isOurs(request.headers, body)) return response.writeHead(401).end()
  response.writeHead(204).end() // heard; the work comes after the answer
  const id = request.headers['webhook-id']
  if (known.has(id)) return
  known.add(id)
  console.log(body.toString())
})
server.listen(Number(PORT), '127.0.0.1', () => console.log(`listening on http://127.0.0.1:${server.address().port}`))
