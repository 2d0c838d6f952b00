import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { inspect } from 'node:util'
import fc from 'fast-check'
import { fingerprint, newKeyLine, openKeyring, opens, SealError, seal, unseal } from './seal.ts'

const folder = mkdtempSync(join(tmpdir(), 'njiwa-seal-'))
after(() => rmSync(folder, { recursive: true }))
let files = 0
const path = () => join(folder, `key-${++files}`)
const ringOf = (...lines: string[]) => {
  const file = path()
  writeFileSync(file, lines.join('\n'))
  return openKeyring(file, { create: false })
}

const ring = ringOf(newKeyLine())
const secret = 'whsec_kept'
const row = 'account/endpoint'
const sealed = seal(ring, secret, row)
const changed = (at: number) => Buffer.from(sealed.map((byte, i) => (i === at ? byte ^ 1 : byte)))
const failsWith = (code: SealError['code']) => (error: unknown) => {
  assert.ok(error instanceof SealError)
  assert.equal(error.code, code)
  assert.ok(!inspect(error).includes('kept'))
  return true
}

describe('seal', () => {
  it('gives back what it sealed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (plain, aad) => {
        assert.equal(unseal(ring, seal(ring, plain, aad), aad), plain)
      }),
    )
  })

  it('is never twice the same, and holds nothing of the secret', () => {
    assert.notDeepEqual(seal(ring, secret, row), sealed)
    assert.equal(sealed.includes('kept'), false)
    assert.equal(sealed.length, 37 + secret.length)
  })

  it('opens from a view into a larger buffer, as a driver hands out', () => {
    const larger = Buffer.concat([Buffer.alloc(5), sealed, Buffer.alloc(5)])
    assert.equal(unseal(ring, new Uint8Array(larger.buffer, larger.byteOffset + 5, sealed.length), row), secret)
  })

  it('does not open with any one byte changed', () => {
    for (let at = 0; at < sealed.length; at++) {
      assert.throws(() => unseal(ring, changed(at), row), failsWith(at >= 1 && at <= 8 ? 'key_unknown' : 'seal_broken'))
    }
  })

  it('does not open cut at any length', () => {
    for (let length = 0; length < sealed.length; length++) {
      assert.throws(() => unseal(ring, sealed.subarray(0, length), row), failsWith('seal_broken'))
    }
  })

  it('does not open in another row', () => {
    assert.throws(() => unseal(ring, sealed, 'account/other'), failsWith('seal_broken'))
  })

  it('does not open with the key of another', () => {
    assert.throws(() => unseal(ringOf(newKeyLine()), sealed, row), failsWith('key_unknown'))
  })
})

describe('openKeyring', () => {
  it('makes a key file only its owner may read, once', () => {
    const file = path()
    const made = openKeyring(file, { create: true })
    assert.equal(statSync(file).mode & 0o777, 0o600)
    assert.equal(fingerprint(openKeyring(file, { create: true })), fingerprint(made))
    assert.deepEqual(
      readdirSync(folder).filter((name) => join(folder, name).startsWith(`${file}.`)),
      [],
    )
  })

  it('makes none where it may not', () => {
    const file = path()
    assert.throws(() => openKeyring(file, { create: false }), failsWith('key_file_missing'))
    assert.throws(() => statSync(file))
  })

  it('says what is wrong when the folder is missing', () => {
    assert.throws(() => openKeyring(join(folder, 'none', 'key'), { create: true }), { code: 'ENOENT' })
  })

  it('seals with the first key and opens with each', () => {
    const [older, newer] = [newKeyLine(), newKeyLine()]
    const before = ringOf(older)
    const rotated = ringOf('# rotated', newer, '', older, '')
    assert.equal(unseal(rotated, seal(before, secret, row), row), secret)
    assert.equal(unseal(ringOf(newer), seal(rotated, secret, row), row), secret)
    assert.throws(() => unseal(before, seal(rotated, secret, row), row), failsWith('key_unknown'))
  })

  it('tells whether it opens what was sealed under a fingerprint', () => {
    const [older, newer] = [newKeyLine(), newKeyLine()]
    assert.equal(opens(ringOf(newer, older), fingerprint(ringOf(older))), true)
    assert.equal(opens(ringOf(newer), fingerprint(ringOf(older))), false)
  })

  const [id, key] = newKeyLine().split(' ') as [string, string]
  const malformed: [name: string, text: string][] = [
    ['nothing', ''],
    ['a comment alone', '# a'],
    ['a key without its id', key],
    ['an id without its key', id],
    ['an id of another key', `${newKeyLine().split(' ')[0]} ${key}`],
    ['a key cut short', `${id} ${key.slice(0, -4)}`],
    ['a key with a character changed', `${id} ${key.startsWith('A') ? 'B' : 'A'}${key.slice(1)}`],
    ['a third word', `${id} ${key} kept`],
    ['a good line and a bad one', `${id} ${key}\nkept`],
  ]
  for (const [name, text] of malformed) {
    it(`refuses ${name}`, () => assert.throws(() => ringOf(text), failsWith('key_file_malformed')))
  }

  it('prints as nothing secret', () => {
    const file = path()
    const made = openKeyring(file, { create: true })
    const [, bytes] = readFileSync(file, 'utf8').trim().split(' ') as [string, string]
    const printed = inspect(made, { depth: 9, showHidden: true }) + JSON.stringify(made)
    assert.equal(printed.includes(bytes), false)
    assert.equal(printed.includes(Buffer.from(bytes, 'base64').toString('hex').slice(0, 8)), false)
  })
})
