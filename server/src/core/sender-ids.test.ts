import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import {
  isNumber,
  resembles,
  type SenderInvalid,
  type SenderRule,
  senderAddress,
  senderForm,
  senderKey,
  senderSkeleton,
} from './sender-ids.ts'

const anyName: SenderRule = { characters: 'printable', number: 'none' }
const lettersOrPlus: SenderRule = { characters: 'letters_digits', number: 'with_plus' }
const letters: SenderRule = { characters: 'letters_digits', number: 'none' }
const spacedOrNumber: SenderRule = { characters: 'spaced', number: 'without_plus' }

type Expected = `name ${string}` | `number ${string}` | SenderInvalid['reason']

function told(input: string, rule: SenderRule): Expected {
  const result = senderForm(input, rule)
  return result.ok ? `${result.value.kind} ${result.value.sender}` : result.error.reason
}

describe('senderForm', () => {
  const rows: [input: string, any: Expected, letters: Expected, orPlus: Expected, spacedOrNumber: Expected][] = [
    ['MEGASMS', 'name MEGASMS', 'name MEGASMS', 'name MEGASMS', 'name MEGASMS'],
    ['eSMSAfrica', 'name eSMSAfrica', 'name eSMSAfrica', 'name eSMSAfrica', 'name eSMSAfrica'],
    [' ACME ', 'name ACME', 'name ACME', 'name ACME', 'name ACME'],
    ['ABCDEFGHIJK', 'name ABCDEFGHIJK', 'name ABCDEFGHIJK', 'name ABCDEFGHIJK', 'name ABCDEFGHIJK'],
    ['ABCDEFGHIJKL', 'too_long', 'too_long', 'too_long', 'too_long'],
    ['A', 'name A', 'name A', 'name A', 'name A'],
    ['', 'malformed', 'malformed', 'malformed', 'malformed'],
    ['   ', 'malformed', 'malformed', 'malformed', 'malformed'],
    ['My-Shop 1.0', 'name My-Shop 1.0', 'malformed', 'malformed', 'name My-Shop 1.0'],
    ['A&B', 'name A&B', 'malformed', 'malformed', 'malformed'],
    ['ACMÉ', 'name ACMÉ', 'malformed', 'malformed', 'malformed'],
    ['AC\nME', 'malformed', 'malformed', 'malformed', 'malformed'],
    ['AC\0ME', 'malformed', 'malformed', 'malformed', 'malformed'],
    ['15001', 'name 15001', 'name 15001', 'name 15001', 'name 15001'],
    ['+256701521269', 'too_long', 'malformed', 'number 256701521269', 'malformed'],
    ['256701521269', 'too_long', 'too_long', 'too_long', 'number 256701521269'],
    ['+2567015', 'name +2567015', 'malformed', 'malformed', 'malformed'],
    ['2567015212690000', 'too_long', 'too_long', 'too_long', 'too_long'],
    ['A'.repeat(100_000), 'too_long', 'too_long', 'too_long', 'too_long'],
  ]
  for (const [input, any, onlyLetters, orPlus, spaced] of rows) {
    it(`judges ${JSON.stringify(input.slice(0, 24))}`, () => {
      assert.equal(told(input, anyName), any, 'printable')
      assert.equal(told(input, letters), onlyLetters, 'letters and digits')
      assert.equal(told(input, lettersOrPlus), orPlus, 'letters and digits, or a number with plus')
      assert.equal(told(input, spacedOrNumber), spaced, 'spaced, or a number without plus')
    })
  }
})

describe('senderKey', () => {
  it('is one for a name in any case, with spaces about it', () => {
    for (const name of ['Acme', 'ACME', ' acme\t']) assert.equal(senderKey(name), 'acme')
    assert.notEqual(senderKey('AC ME'), senderKey('ACME'))
  })
})

describe('resembles', () => {
  const rows: [name: string, other: string, alike: boolean][] = [
    ['TANESCO', 'TANESCO', true],
    ['tanesco', 'TANESCO', true],
    ['TANESC0', 'TANESCO', true],
    ['TANE5CO', 'TANESCO', true],
    ['PEPSl', 'PEPSI', true],
    ['PEPS1', 'PEPSI', true],
    ['M PESA', 'M-PESA', true],
    ['M.PESA', 'MPESA', true],
    ['ТАΝЕЅСО', 'TANESCO', true], // no Latin letter in it
    ['ＰＥＰＳＩ', 'PEPSI', true],
    ['PÉPSI', 'PEPSI', true],
    ['PEP\u200bSI', 'PEPSI', true],
    ['TANESCO1', 'TANESCO', true],
    ['MY-PEPSI', 'PEPSI', true],
    ['NMBANK', 'BANK', false], // too short a part to mean anything
    ['BANK', 'NMBANK', false],
    ['PEPSO', 'PEPSI', false],
    ['TANESC', 'TANESCO', false],
  ]
  for (const [name, other, alike] of rows) {
    it(`${name} is ${alike ? '' : 'not '}like ${other}`, () => {
      assert.deepEqual(resembles(name, ['ZANTEL', other]), alike ? [other] : [])
    })
  }

  it('finds a name in any mixture of the letters that look like its own', () => {
    const lookAlikes: Record<string, string> = { O: 'O0oОοО', I: 'I1lіΙi', S: 'S5sЅ', P: 'PpРρ', E: 'EeЕέ' }
    const spelling = fc.tuple(...[...'PEPSI'].map((letter) => fc.constantFrom(...(lookAlikes[letter] ?? letter))))
    const joined = fc.tuple(spelling, fc.constantFrom('', ' ', '-', '.')).map(([all, between]) => all.join(between))
    fc.assert(fc.property(joined, (name) => senderSkeleton(name) === senderSkeleton('PEPSI')))
  })
})

describe('senderAddress', () => {
  const rows: [sender: string, ton: number, npi: number][] = [
    ['MEGASMS', 5, 0],
    ['My Shop', 5, 0],
    ['1ST', 5, 0],
    ['15001', 3, 0],
    ['491234', 3, 0], // as long as a German number may be short, yet a short code
    ['256701521269', 1, 1],
    ['0712345678', 3, 0],
    ['99912345678', 3, 0],
    ['+2567015212', 5, 0], // a name: numbers are kept without plus
  ]
  for (const [sender, ton, npi] of rows) {
    it(`${sender} goes out with ton ${ton} and npi ${npi}`, () => {
      assert.deepEqual(senderAddress(sender), { ton, npi, address: sender })
      assert.equal(isNumber(sender), ton === 1)
    })
  }
})
