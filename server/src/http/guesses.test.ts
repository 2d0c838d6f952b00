import assert from 'node:assert/strict'
import { test } from 'node:test'
import { guesses } from './guesses.ts'

const delays = (count: number, address: string, principal = '', counter = guesses()): number[] =>
  Array.from({ length: count }, () => counter.delayMs(principal, address, 0))

test('thirty wrong tries a minute wait for nothing; from there each waits longer, to a limit', () => {
  const waited = delays(42, '192.0.2.1')
  assert.deepEqual(waited.slice(28, 34), [0, 0, 100, 200, 400, 800])
  assert.deepEqual(waited.slice(-5), [3200, 5000, 5000, 5000, 5000, 5000].slice(1))
})

test('a minute after the first try all is forgotten', () => {
  const counter = guesses()
  delays(40, '192.0.2.1', '', counter)
  assert.ok(counter.delayMs('', '192.0.2.1', 59_999) > 0)
  assert.equal(counter.delayMs('', '192.0.2.1', 60_000), 0)
})

test('who is counted together', () => {
  const rows: [address: string, principal: string, together: boolean][] = [
    ['192.0.2.1', 'pk', true],
    ['192.0.2.254', 'pk', true], // one /24
    ['::ffff:192.0.2.7', 'pk', true], // the same, in IPv6 clothes
    ['192.0.3.1', 'pk', false],
    ['192.0.2.1', 'pk2', false],
    ['not an address', 'pk', false],
  ]
  for (const [address, principal, together] of rows) {
    const counter = guesses()
    delays(30, '192.0.2.1', 'pk', counter)
    assert.equal(counter.delayMs(principal, address, 0) > 0, together, `${address} ${principal}`)
  }
  const counter = guesses()
  delays(30, '2001:db8:1:2::1', 'pk', counter)
  assert.ok(counter.delayMs('pk', '2001:db8:1:2:ffff::9', 0) > 0) // one /64
  assert.equal(counter.delayMs('pk', '2001:db8:1:3::1', 0), 0)
})
