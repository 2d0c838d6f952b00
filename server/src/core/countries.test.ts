import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { getCountries, getCountryCallingCode, isPossiblePhoneNumber, parsePhoneNumber } from 'libphonenumber-js/min'
import examples from 'libphonenumber-js/mobile/examples'
import { callingCodeFor, countries, countryName, countryOf } from './countries.ts'

describe('countryOf', () => {
  const rows: [digits: string, country: string | undefined][] = [
    ['255712345678', 'TZ'],
    ['25571234567', undefined],
    ['2557123456789', undefined],
    ['256701521269', 'UG'],
    ['22687161524', 'BF'], // in no assigned range, of a possible length
    ['22671625142', 'BF'],
    ['22660000001', 'BF'],
    ['14155552671', 'US'],
    ['14165550123', 'CA'],
    ['12685550123', 'AG'],
    ['19995550123', 'US'], // no area code of anybody: the main country's
    ['1415555267', undefined],
    ['447400123456', 'GB'],
    ['447911123456', 'GG'], // printed as a British example; the range is Guernsey's
    ['447781123456', 'GG'],
    ['447797123456', 'JE'],
    ['79161234567', 'RU'],
    ['77011234567', 'KZ'],
    ['212612345678', 'MA'],
    ['262692123456', 'RE'],
    ['262639012345', 'YT'],
    ['358181234567', 'AX'],
    ['390669812345', 'VA'],
    ['4779123456', 'SJ'],
    ['61891621234', 'CC'],
    ['59995181234', 'CW'],
    ['5993181234', 'BQ'],
    ['80012345678', undefined], // of no country
    ['881612345678', undefined],
    ['999123456789', undefined],
    ['0712345678', undefined],
    ['255', undefined],
    ['1', undefined],
    ['', undefined],
  ]
  for (const [digits, country] of rows) {
    it(`${digits || 'nothing'} is ${country ?? 'of no country'}`, () => assert.equal(countryOf(digits), country))
  }

  it('knows the mobile numbers of every country', () => {
    for (const [iso2, national] of Object.entries(examples)) {
      const digits = `${getCountryCallingCode(iso2 as keyof typeof examples)}${national}`
      const parsed = parsePhoneNumber(`+${digits}`)
      assert.equal(countryOf(digits), parsed.country, digits)
    }
  })

  const callingCodes = [...new Set(countries().map(({ callingCode }) => callingCode))]
  const numbers = fc
    .tuple(
      fc.constantFrom(...callingCodes, '1', '1', '7', '44', '212', '262', '358', '39', '47', '590', '599', '61'),
      digits(),
    )
    .map(([callingCode, national]) => callingCode + national)

  it('agrees with the library on the country and on the possible length', () => {
    fc.assert(
      fc.property(numbers, (number) => {
        const country = countryOf(number)
        const parsed = parsePhoneNumber(`+${number}`)
        // A national prefix typed after the calling code is taken off by the library; here it makes the number too long.
        fc.pre(`${parsed.countryCallingCode}${parsed.nationalNumber}` === number)
        if (country !== undefined && parsed.country !== undefined) assert.equal(country, parsed.country)
        if (parsed.country === undefined) assert.equal(country !== undefined, isPossiblePhoneNumber(`+${number}`))
        if (country === undefined) assert.equal(parsed.isPossible(), false)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('countries', () => {
  it('lists what the library knows, with its calling codes', () => {
    assert.deepEqual(
      countries().map(({ iso2 }) => iso2),
      getCountries().toSorted(),
    )
    for (const { iso2, callingCode } of countries()) {
      assert.equal(getCountryCallingCode(iso2 as Parameters<typeof getCountryCallingCode>[0]), callingCode)
    }
  })

  it('has a calling code and an English name', () => {
    assert.equal(callingCodeFor('TZ'), '255')
    assert.equal(callingCodeFor('CA'), '1')
    assert.equal(countryName('TZ'), 'Tanzania')
    assert.equal(countryName('UG'), 'Uganda')
  })

  it('has none for what is no country', () => {
    for (const iso2 of ['XX', 'tz', '', '001', 'constructor']) {
      assert.equal(callingCodeFor(iso2), undefined)
      assert.equal(countryName(iso2), iso2)
    }
  })
})

function digits(): fc.Arbitrary<string> {
  return fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 4, maxLength: 11 }).map((all) => all.join(''))
}
