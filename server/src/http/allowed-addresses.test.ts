import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mayCallFrom } from './allowed-addresses.ts'

test('from where a credential may be used', () => {
  const rows: [allowedIps: string[], address: string, may: boolean][] = [
    [[], '203.0.113.9', true],
    [[], 'nonsense', true],
    [['203.0.113.9'], '203.0.113.9', true],
    [['203.0.113.9'], '203.0.113.10', false],
    [['203.0.113.9'], '::ffff:203.0.113.9', true],
    [['203.0.113.0/24'], '203.0.113.255', true],
    [['203.0.113.0/24'], '203.0.114.0', false],
    [['2001:db8::/32'], '2001:db8:ffff::1', true],
    [['2001:db8::/32'], '2001:db9::1', false],
    [['2001:db8::/32'], '203.0.113.9', false],
    [['10.0.0.1', '203.0.113.0/25'], '203.0.113.127', true],
    [['10.0.0.1', '203.0.113.0/25'], '203.0.113.128', false],
    [['not an address'], '203.0.113.9', false],
    [['203.0.113.9'], 'nonsense', false],
  ]
  for (const [allowedIps, address, may] of rows) {
    assert.equal(mayCallFrom({ allowedIps }, address), may, `${address} in [${allowedIps}]`)
  }
})
