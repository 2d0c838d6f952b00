import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, it } from 'node:test'
import { checksumHolds, newToken, sameDigest, secretHash } from './secrets.ts'

describe('newToken', () => {
  for (const prefix of ['ms_live_', 'esms_live_', 'nj_live_', 'sk_', 'pk_', '']) {
    it(`makes tokens that begin with ${JSON.stringify(prefix)} and check`, () => {
      const token = newToken(prefix)
      assert.match(token.slice(prefix.length), /^[0-9A-Za-z]{49}$/)
      assert.ok(token.startsWith(prefix))
      assert.ok(checksumHolds(token))
    })
  }

  it('uses each of 62 characters about as often', () => {
    const counts = new Map<string, number>()
    for (let i = 0; i < 2000; i++) {
      for (const char of newToken('').slice(0, 43)) {
        counts.set(char, (counts.get(char) ?? 0) + 1)
      }
    }
    const expected = (2000 * 43) / 62
    const chiSquare = [...counts.values()].reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0)
    assert.equal(counts.size, 62)
    assert.ok(chiSquare < 150, `61 degrees of freedom: ${chiSquare} would come once in 10^9 runs`)
  })
})

describe('checksumHolds', () => {
  const token = newToken('nj_live_')
  const other = (char: string | undefined) => (char === 'A' ? 'B' : 'A')
  it('sees any one character changed', () => {
    for (let i = 0; i < token.length; i++) {
      assert.equal(checksumHolds(token.slice(0, i) + other(token[i]) + token.slice(i + 1)), false, `at ${i}`)
    }
  })
  const refused: [name: string, text: string][] = [
    ['nothing', ''],
    ['a character too few', token.slice(0, -1)],
    ['a character too many', `${token}0`],
    ['white space before', ` ${token}`],
    ['another prefix', token.replace('nj', 'ms')],
    ['the documents’ own sample', 'ms_live_your_token_here'],
    ['a megabyte', 'a'.repeat(1 << 20)],
  ]
  for (const [name, text] of refused) {
    it(`refuses ${name}`, () => assert.equal(checksumHolds(text), false))
  }
  it('is CRC-32 in base 62, most significant first', () => {
    // 2935307615, of 47 ASCII noughts, computed bit by bit from the polynomial EDB88320.
    assert.ok(checksumHolds(`${'0'.repeat(47)}3CeFbD`))
  })
})

describe('secretHash', () => {
  it('is SHA-256 over each part with its length', () => {
    const wanted = createHash('sha256').update('4:pk_a4:sk_b').digest()
    assert.deepEqual(secretHash('pk_a', 'sk_b'), wanted)
  })
  const different: [a: string[], b: string[]][] = [
    [
      ['ab', 'c'],
      ['a', 'bc'],
    ],
    [['abc'], ['ab', 'c']],
    [
      ['a', ''],
      ['', 'a'],
    ],
    [['a'], ['a', '']],
    [[], ['']],
    [['1:a'], ['a']],
    [['a1:b'], ['a', 'b']],
  ]
  for (const [a, b] of different) {
    it(`differs between ${JSON.stringify(a)} and ${JSON.stringify(b)}`, () => {
      assert.notDeepEqual(secretHash(...a), secretHash(...b))
    })
  }
})

describe('sameDigest', () => {
  const digest = secretHash('a')
  it('is true of equal digests', () => assert.equal(sameDigest(digest, secretHash('a')), true))
  it('is false of others', () => assert.equal(sameDigest(digest, secretHash('b')), false))
  it('is false of one cut short', () => assert.equal(sameDigest(digest, digest.subarray(1)), false))
})
