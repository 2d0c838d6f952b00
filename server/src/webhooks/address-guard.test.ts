import assert from 'node:assert/strict'
import type { LookupAddress } from 'node:dns'
import { isIPv6 } from 'node:net'
import { describe, it } from 'node:test'
import { guardedLookup, isPublicAddress, judgeUrl, type UrlFault } from './address-guard.ts'

// Both edges of each range that is refused, and their public neighbours where they have any.
const ranges: [name: string, first: string, last: string, before: string | null, after: string | null][] = [
  ['0/8 this network', '0.0.0.0', '0.255.255.255', null, '1.0.0.0'],
  ['10/8 private', '10.0.0.0', '10.255.255.255', '9.255.255.255', '11.0.0.0'],
  ['100.64/10 carrier-grade NAT', '100.64.0.0', '100.127.255.255', '100.63.255.255', '100.128.0.0'],
  ['127/8 loopback', '127.0.0.0', '127.255.255.255', '126.255.255.255', '128.0.0.0'],
  ['169.254/16 link-local', '169.254.0.0', '169.254.255.255', '169.253.255.255', '169.255.0.0'],
  ['172.16/12 private', '172.16.0.0', '172.31.255.255', '172.15.255.255', '172.32.0.0'],
  ['192.0.0/24 protocol assignments', '192.0.0.0', '192.0.0.255', '191.255.255.255', '192.0.1.0'],
  ['192.0.2/24 documentation', '192.0.2.0', '192.0.2.255', '192.0.1.255', '192.0.3.0'],
  ['192.88.99/24 6to4 relays', '192.88.99.0', '192.88.99.255', '192.88.98.255', '192.88.100.0'],
  ['192.168/16 private', '192.168.0.0', '192.168.255.255', '192.167.255.255', '192.169.0.0'],
  ['198.18/15 benchmarks', '198.18.0.0', '198.19.255.255', '198.17.255.255', '198.20.0.0'],
  ['198.51.100/24 documentation', '198.51.100.0', '198.51.100.255', '198.51.99.255', '198.51.101.0'],
  ['203.0.113/24 documentation', '203.0.113.0', '203.0.113.255', '203.0.112.255', '203.0.114.0'],
  ['224/4 multicast', '224.0.0.0', '239.255.255.255', '223.255.255.255', null],
  ['240/4 reserved, and broadcast', '240.0.0.0', '255.255.255.255', null, null],
  ['::', '::', '::', null, null],
  ['::1', '::1', '::1', null, null],
  ['::/96 IPv4-compatible', '::2', '::255.255.255.255', null, null],
  ['::ffff:0:0/96 IPv4-mapped', '::ffff:0.0.0.0', '::ffff:255.255.255.255', null, null],
  ['::ffff:0:0:0/96 IPv4-translated', '::ffff:0:0.0.0.0', '::ffff:0:255.255.255.255', null, null],
  ['64:ff9b::/96 NAT64', '64:ff9b::', '64:ff9b::ffff:ffff', null, null],
  ['64:ff9b:1::/48 local NAT64', '64:ff9b:1::', '64:ff9b:1:ffff:ffff:ffff:ffff:ffff', null, null],
  ['100::/64 discard', '100::', '100::ffff:ffff:ffff:ffff', null, null],
  ['below 2000::/3', '1fff::', '1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', null, '2000::'],
  ['2001::/23 protocol assignments', '2001::', '2001:1ff:ffff::', '2000:ffff::', '2001:200::'],
  ['2001:db8::/32 documentation', '2001:db8::', '2001:db8:ffff::', '2001:db7:ffff::', '2001:db9::'],
  ['2002::/16 6to4', '2002::', '2002:ffff:ffff::', '2001:ffff::', '2003::'],
  ['3fff::/20 documentation', '3fff::', '3fff:fff:ffff::', '3ffe:ffff::', '3fff:1000::'],
  ['above 2000::/3', '4000::', '5eff:ffff::', '3fff:ffff::', null],
  ['5f00::/16 segment routing', '5f00::', '5f00:ffff::', null, null],
  ['fc00::/7 unique local', 'fc00::', 'fdff:ffff::', null, null],
  ['fe80::/10 link-local', 'fe80::', 'febf:ffff::', null, null],
  ['fec0::/10 site-local', 'fec0::', 'feff:ffff::', null, null],
  ['ff00::/8 multicast', 'ff00::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', null, null],
]
const literal = (address: string) => (isIPv6(address) ? `[${address}]` : address)
const judge = (text: string, allowPrivate = false) => {
  const result = judgeUrl(text, { allowPrivate })
  return result.ok ? 'ok' : result.error.code
}

describe('isPublicAddress', () => {
  for (const [name, first, last, before, after] of ranges) {
    it(`refuses ${name} from edge to edge`, () => {
      for (const address of [first, last]) {
        assert.equal(isPublicAddress(address), false, address)
        assert.equal(judge(`https://${literal(address)}/`), 'url_host_refused', address)
      }
      for (const address of [before, after].filter((one) => one !== null)) {
        assert.equal(isPublicAddress(address), true, address)
        assert.equal(judge(`https://${literal(address)}/`), 'ok', address)
      }
    })
  }
  for (const text of ['', '1.2.3', '0x1.2.3.4', 'fe80::1%eth0', 'example.com', '1.2.3.4:443', '[2606:4700::1]']) {
    it(`refuses ${JSON.stringify(text)}, whose meaning depends on the reader`, () => {
      assert.equal(isPublicAddress(text), false)
    })
  }
  for (const text of ['8.8.8.8', '41.59.0.1', '196.41.32.1', '2606:4700::1111', '2c0f:f248::1']) {
    it(`accepts ${text}`, () => assert.equal(isPublicAddress(text), true))
  }
})

const urls: [url: string, expected: UrlFault | 'ok', wherePrivateIsAllowed: UrlFault | 'ok'][] = [
  ['https://hooks.example.co.tz/dlr?a=1', 'ok', 'ok'],
  ['HTTPS://HOOKS.EXAMPLE.CO.TZ', 'ok', 'ok'],
  ['https://hooks.example.co.tz./', 'ok', 'ok'],
  ['https://münchen.example/ü', 'ok', 'ok'],
  ['https://example.com:443/', 'ok', 'ok'],
  ['https://example.com:80/', 'ok', 'ok'],
  ['https://example.com:8443/', 'url_port_refused', 'ok'],
  ['https://example.com:22/', 'url_port_refused', 'ok'],
  ['https://example.com:0/', 'url_port_refused', 'ok'],
  ['https://example.com:65536/', 'url_malformed', 'url_malformed'],
  ['http://example.com/', 'url_scheme_refused', 'ok'],
  ['ftp://example.com/', 'url_scheme_refused', 'url_scheme_refused'],
  ['file:///etc/passwd', 'url_scheme_refused', 'url_scheme_refused'],
  ['gopher://127.0.0.1:6379/_', 'url_scheme_refused', 'url_scheme_refused'],
  ['javascript:alert(1)', 'url_scheme_refused', 'url_scheme_refused'],
  ['data:,a', 'url_scheme_refused', 'url_scheme_refused'],
  ['blob:https://example.com/a', 'url_scheme_refused', 'url_scheme_refused'],
  ['//example.com/', 'url_malformed', 'url_malformed'],
  ['/dlr', 'url_malformed', 'url_malformed'],
  ['example.com', 'url_malformed', 'url_malformed'],
  ['', 'url_malformed', 'url_malformed'],
  ['https://', 'url_malformed', 'url_malformed'],
  ['https://user@example.com/', 'url_userinfo_refused', 'url_userinfo_refused'],
  ['https://user:pass@example.com/', 'url_userinfo_refused', 'url_userinfo_refused'],
  ['https://:pass@example.com/', 'url_userinfo_refused', 'url_userinfo_refused'],
  ['https://example.com\\@127.0.0.1/', 'ok', 'ok'], // a backslash ends the host: this is example.com
  ['https://example.com@127.0.0.1/', 'url_userinfo_refused', 'url_userinfo_refused'],
  ['https://127.0.0.1#@example.com/', 'url_host_refused', 'ok'],
  ['https://example.com/a\r\nX-Evil: 1', 'url_malformed', 'url_malformed'],
  ['https://exam\tple.com/', 'url_malformed', 'url_malformed'],
  ['https://example.com/\0', 'url_malformed', 'url_malformed'],
  ['https://example.com/a b', 'url_malformed', 'url_malformed'],
  [' https://example.com/', 'url_malformed', 'url_malformed'],
  [`https://example.com/${'a'.repeat(2028)}`, 'ok', 'ok'],
  [`https://example.com/${'a'.repeat(2029)}`, 'url_too_long', 'url_too_long'],
  ['https://localhost/', 'url_host_refused', 'ok'],
  ['https://localhost./', 'url_host_refused', 'ok'],
  ['https://LOCALHOST/', 'url_host_refused', 'ok'],
  ['https://ｌｏｃａｌｈｏｓｔ/', 'url_host_refused', 'ok'],
  ['https://a.localhost/', 'url_host_refused', 'ok'],
  ['https://mylocalhost.com/', 'ok', 'ok'],
  ['https://postgres/', 'url_host_refused', 'ok'],
  ['https://printer.local/', 'url_host_refused', 'ok'],
  ['https://metadata.google.internal/', 'url_host_refused', 'ok'],
  ['https://metadata.google.internal./', 'url_host_refused', 'ok'],
  ['https://host.localdomain/', 'url_host_refused', 'ok'],
  ['https://nas.home.arpa/', 'url_host_refused', 'ok'],
  ['https://internal.example.com/', 'ok', 'ok'],
  ['https://thelocal.com/', 'ok', 'ok'],
  // One address in every spelling that the URL parser takes.
  ['https://127.0.0.1/', 'url_host_refused', 'ok'],
  ['https://127.0.0.1./', 'url_host_refused', 'ok'],
  ['https://127.1/', 'url_host_refused', 'ok'],
  ['https://127.0.1/', 'url_host_refused', 'ok'],
  ['https://2130706433/', 'url_host_refused', 'ok'],
  ['https://0x7f000001/', 'url_host_refused', 'ok'],
  ['https://0X7F.0.0.1/', 'url_host_refused', 'ok'],
  ['https://017700000001/', 'url_host_refused', 'ok'],
  ['https://0177.0.0.1/', 'url_host_refused', 'ok'],
  ['https://0177.0x0.1/', 'url_host_refused', 'ok'],
  ['https://%31%32%37.0.0.1/', 'url_host_refused', 'ok'],
  ['https://１２７.０.０.１/', 'url_host_refused', 'ok'],
  ['https://127。0。0。1/', 'url_host_refused', 'ok'],
  ['https://①②⑦.0.0.1/', 'url_host_refused', 'ok'],
  ['https://0/', 'url_host_refused', 'ok'],
  ['https://[::ffff:127.0.0.1]/', 'url_host_refused', 'ok'],
  ['https://[::ffff:7f00:1]/', 'url_host_refused', 'ok'],
  ['https://[0:0:0:0:0:ffff:7f00:0001]/', 'url_host_refused', 'ok'],
  ['https://[::127.0.0.1]/', 'url_host_refused', 'ok'],
  ['https://[64:ff9b::7f00:1]/', 'url_host_refused', 'ok'],
  ['https://[2002:7f00:1::]/', 'url_host_refused', 'ok'],
  ['https://[fe80::1%25eth0]/', 'url_malformed', 'url_malformed'],
  ['https://2852039166/', 'url_host_refused', 'ok'], // 169.254.169.254
  ['https://0xa9fea9fe/', 'url_host_refused', 'ok'],
  ['https://[::ffff:169.254.169.254]/', 'url_host_refused', 'ok'],
  ['https://256.1.1.1/', 'url_malformed', 'url_malformed'],
  ['https://134744072/', 'ok', 'ok'], // 8.8.8.8
  ['https://[2606:4700::1111]/', 'ok', 'ok'],
]

describe('judgeUrl', () => {
  for (const [url, expected, wherePrivateIsAllowed] of urls) {
    it(`${JSON.stringify(url.slice(0, 60))}: ${expected}; with private allowed: ${wherePrivateIsAllowed}`, () => {
      assert.equal(judge(url), expected)
      assert.equal(judge(url, true), wherePrivateIsAllowed)
    })
  }
})

const v4 = (address: string) => ({ address, family: 4 })
const v6 = (address: string) => ({ address, family: 6 })
const lookup = (addresses: LookupAddress[] | Error, allowPrivate = false, all = true) => {
  const resolve = async () => {
    if (addresses instanceof Error) {
      throw addresses
    }
    return addresses
  }
  return new Promise<unknown>((done) => {
    guardedLookup({ allowPrivate }, resolve)('hooks.example', { all }, (error, address, family) => {
      done(error ? error.code : all ? address : [address, family])
    })
  })
}

describe('guardedLookup', () => {
  it('gives every address when all are public', async () => {
    assert.deepEqual(await lookup([v4('8.8.8.8'), v6('2606:4700::1')]), [v4('8.8.8.8'), v6('2606:4700::1')])
  })
  it('gives the first when one is asked for', async () => {
    assert.deepEqual(await lookup([v4('8.8.8.8'), v6('2606:4700::1')], false, false), ['8.8.8.8', 4])
  })
  it('refuses a private address', async () => {
    assert.equal(await lookup([v4('10.0.0.1')]), 'ADDRESS_REFUSED')
    assert.equal(await lookup([v4('10.0.0.1')], false, false), 'ADDRESS_REFUSED')
    assert.equal(await lookup([v6('::ffff:127.0.0.1')]), 'ADDRESS_REFUSED')
  })
  it('refuses a name with a private address among public ones, wherever it stands', async () => {
    assert.equal(await lookup([v4('8.8.8.8'), v6('::1')]), 'ADDRESS_REFUSED')
    assert.equal(await lookup([v4('127.0.0.1'), v4('8.8.8.8')]), 'ADDRESS_REFUSED')
    assert.equal(await lookup([v4('8.8.8.8'), v4('127.0.0.1')], false, false), 'ADDRESS_REFUSED')
  })
  it('gives private ones where they are allowed', async () => {
    assert.deepEqual(await lookup([v4('127.0.0.1')], true), [v4('127.0.0.1')])
  })
  it('tells that a name has no address', async () => assert.equal(await lookup([]), 'ENOTFOUND'))
  it('passes a failure on', async () => {
    assert.equal(await lookup(Object.assign(new Error('a'), { code: 'ESERVFAIL' })), 'ESERVFAIL')
  })
})
