import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Requests } from './requests.ts'

const POST = 'POST /hook HTTP/1.1\r\nContent-Length: 4\r\n\r\nbody'
const GET = 'GET /dlr?type=1 HTTP/1.1\r\nhost: x\r\n\r\n'

test('requests are told apart wherever a socket cuts them', () => {
  const both = POST + GET
  for (let cut = 0; cut <= both.length; cut++) {
    const bodies: string[] = []
    const requests = new Requests((head, body) => bodies.push(`${head.split(' ')[0]} ${body}`))
    const complete = requests.read(both.slice(0, cut)) + requests.read(both.slice(cut))
    assert.equal(complete, 2, `cut at ${cut}`)
    assert.deepEqual(bodies, ['POST body', 'GET '], `cut at ${cut}`)
  }
})
