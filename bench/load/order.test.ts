import assert from 'node:assert/strict'
import { test } from 'node:test'
import { httpRequest, requestOf } from './order.ts'

test('each recipient of a call and of the next is another', () => {
  const order = { request: 'to=@TO@,@TO@ code=@SEQ@', base: 255_710_000_000, recipientsPerCall: 2 }
  const text = requestOf(order)
  assert.equal(text(0), 'to=255710000000,255710000001 code=255710000000')
  assert.equal(text(1), 'to=255710000002,255710000003 code=255710000002')
})

test('the length of a body is that of what is sent', () => {
  const request = httpRequest('POST', '/x', { authorization: 'Bearer t' }, '{"to":"@TO@"}')
  const text = requestOf({ request, base: 255_710_000_000, recipientsPerCall: 1 })(0)
  assert.equal(
    text,
    'POST /x HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer t\r\ncontent-type: application/json\r\ncontent-length: 21\r\n\r\n' +
      '{"to":"255710000000"}',
  )
})
