import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { dedupe, type MsisdnForm, parseMsisdn, type RecipientInvalid } from './recipients.ts'

type Expected = `${string} ${string}` | RecipientInvalid['reason']

function told(input: string, form: MsisdnForm): Expected {
  const result = parseMsisdn(input, form)
  return result.ok ? `${result.value.msisdn} ${result.value.country}` : result.error.reason
}

describe('parseMsisdn', () => {
  const rows: [input: string, e164: Expected, international: Expected, tzMobile: Expected][] = [
    ['+255712345678', '255712345678 TZ', '255712345678 TZ', '255712345678 TZ'],
    ['255712345678', 'malformed', '255712345678 TZ', '255712345678 TZ'],
    ['255612345678', 'malformed', '255612345678 TZ', '255612345678 TZ'],
    ['0712345678', 'malformed', 'malformed', '255712345678 TZ'],
    ['0612345678', 'malformed', 'malformed', '255612345678 TZ'],
    ['+255 712 345 678', 'malformed', 'malformed', '255712345678 TZ'],
    ['0712 345 678', 'malformed', 'malformed', '255712345678 TZ'],
    [' 255712345678', 'malformed', 'malformed', '255712345678 TZ'],
    ['712345678', 'malformed', 'impossible', 'impossible'],
    ['0812345678', 'malformed', 'malformed', 'impossible'],
    ['071234567', 'malformed', 'malformed', 'impossible'],
    ['07123456789', 'malformed', 'malformed', 'impossible'],
    ['+0712345678', 'malformed', 'malformed', 'impossible'],
    ['255512345678', 'malformed', '255512345678 TZ', 'impossible'],
    ['255812345678', 'malformed', '255812345678 TZ', 'impossible'],
    ['25571234567', 'malformed', 'impossible', 'impossible'],
    ['2557123456789', 'malformed', 'impossible', 'impossible'],
    ['00255712345678', 'malformed', 'malformed', 'impossible'],
    ['+2550712345678', 'impossible', 'impossible', 'impossible'],
    ['+254712345678', '254712345678 KE', '254712345678 KE', 'impossible'],
    ['+256701521269', '256701521269 UG', '256701521269 UG', 'impossible'],
    ['+22687161524', '22687161524 BF', '22687161524 BF', 'impossible'], // no assigned range, a possible length
    ['+14155552671', '14155552671 US', '14155552671 US', 'impossible'],
    ['+447911123456', '447911123456 GG', '447911123456 GG', 'impossible'],
    ['+999123456789', 'impossible', 'impossible', 'impossible'],
    ['+49123456789012345', 'impossible', 'impossible', 'impossible'],
    ['+', 'malformed', 'malformed', 'malformed'],
    ['', 'malformed', 'malformed', 'malformed'],
    ['++255712345678', 'malformed', 'malformed', 'malformed'],
    ['+255-712-345-678', 'malformed', 'malformed', 'malformed'],
    ['+255712345678\n', 'malformed', 'malformed', 'malformed'],
    ['+255712345678\0', 'malformed', 'malformed', 'malformed'],
    ['+25571234567a', 'malformed', 'malformed', 'malformed'],
    ['+２５５７１２３４５６７８', 'malformed', 'malformed', 'malformed'],
    ['+٢٥٥٧١٢٣٤٥٦٧٨', 'malformed', 'malformed', 'malformed'],
    ['+255\u00a0712345678', 'malformed', 'malformed', 'malformed'],
    ['+1e12', 'malformed', 'malformed', 'malformed'],
    [`+${'2'.repeat(100_000)}`, 'malformed', 'malformed', 'malformed'],
    [' '.repeat(100_000), 'malformed', 'malformed', 'malformed'],
  ]
  for (const [input, e164, international, tzMobile] of rows) {
    it(`reads ${JSON.stringify(input.slice(0, 24))}`, () => {
      assert.equal(told(input, 'e164'), e164, 'e164')
      assert.equal(told(input, 'international'), international, 'international')
      assert.equal(told(input, 'tz-mobile'), tzMobile, 'tz-mobile')
    })
  }

  it('gives digits that read as themselves, whatever comes in', () => {
    const inputs = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[+0 ]{0,2}[0-9 ]{0,18}$/))
    fc.assert(
      fc.property(inputs, fc.constantFrom<MsisdnForm>('e164', 'international', 'tz-mobile'), (input, form) => {
        const first = parseMsisdn(input, form)
        if (!first.ok) return
        assert.match(first.value.msisdn, /^[1-9][0-9]{3,14}$/)
        assert.deepEqual(parseMsisdn(`+${first.value.msisdn}`, 'e164'), first)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('dedupe', () => {
  const one = { msisdn: '255712345678', text: 'a' }
  const sameAgain = { msisdn: '255712345678', text: 'a' }
  const otherText = { msisdn: '255712345678', text: 'b' }
  const otherNumber = { msisdn: '255712345679', text: 'a' }

  it('keeps the first of those with the same number and the same text', () => {
    const kept = dedupe([one, otherNumber, sameAgain, otherText, sameAgain, otherText])
    assert.deepEqual(kept, [one, otherNumber, otherText])
    assert.equal(kept[0], one)
  })

  it('goes by the number alone where all have one text', () => {
    assert.deepEqual(dedupe([{ msisdn: '1' }, { msisdn: '2' }, { msisdn: '1' }]), [{ msisdn: '1' }, { msisdn: '2' }])
  })
})
