import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { failureOf, type PostFailure } from './failure.ts'

const rows: [code: string, expected: PostFailure][] = [
  ['ENOTFOUND', 'dns'],
  ['ETIMEOUT', 'dns'], // c-ares: a name server is silent
  ['ETIMEDOUT', 'connect_timeout'], // a socket: the receiver is
  ['ECONNREFUSED', 'connect_refused'],
  ['EREFUSED', 'dns'],
  ['UND_ERR_CONNECT_TIMEOUT', 'connect_timeout'],
  ['ECONNRESET', 'reset'],
  ['UND_ERR_SOCKET', 'reset'],
  ['CERT_HAS_EXPIRED', 'tls'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
  ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'tls'],
  ['EPROTO', 'tls'],
  ['EMFILE', 'failed'],
]

describe('failureOf', () => {
  for (const [code, expected] of rows) {
    it(`calls ${code} ${expected}`, () => assert.equal(failureOf(Object.assign(new Error('a'), { code })), expected))
  }
  it('calls what has no code failed', () => {
    assert.equal(failureOf(new Error('a')), 'failed')
    assert.equal(failureOf(null), 'failed')
    assert.equal(failureOf({ code: 5 }), 'failed')
  })
})
