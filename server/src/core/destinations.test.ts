import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { compileDestinations, type Destination } from './destinations.ts'

const rows = [
  { country: '*', name: 'the world' },
  { country: 'TZ', name: 'Tanzania' },
  { country: 'TZ', prefix: '25575', name: 'a network' },
  { country: 'TZ', prefix: '2557512', name: 'a range of it' },
  { country: 'KE', prefix: '25471', name: 'a Kenyan network' },
  { country: 'CA', name: 'Canada' },
]

describe('compileDestinations', () => {
  const compiled = compileDestinations(rows)
  assert.ok(compiled.ok)
  const expected: [msisdn: string, country: string, name: string][] = [
    ['255751234567', 'TZ', 'a range of it'],
    ['255751334567', 'TZ', 'a network'],
    ['255741234567', 'TZ', 'Tanzania'],
    ['254711234567', 'KE', 'a Kenyan network'],
    ['254721234567', 'KE', 'the world'],
    ['14165550123', 'CA', 'Canada'],
    ['14155552671', 'US', 'the world'],
  ]
  for (const [msisdn, country, name] of expected) {
    it(`puts ${msisdn} under ${name}`, () => assert.equal(compiled.value({ msisdn, country })?.name, name))
  }

  it('puts a number under no row when there is none for it', () => {
    const withoutWorld = compileDestinations(rows.slice(1))
    assert.ok(withoutWorld.ok)
    assert.equal(withoutWorld.value({ msisdn: '254721234567', country: 'KE' }), undefined)
    assert.equal(withoutWorld.value({ msisdn: '256701521269', country: 'UG' }), undefined)
  })

  const refused: [rows: Destination[], reason: string, row: number][] = [
    [[{ country: 'TZ' }, { country: 'XX' }], 'unknown_country', 1],
    [[{ country: 'tz' }], 'unknown_country', 0],
    [[{ country: 'TZ', prefix: '25471' }], 'foreign_prefix', 0],
    [[{ country: 'TZ', prefix: '+25571' }], 'foreign_prefix', 0],
    [[{ country: 'TZ', prefix: '' }], 'foreign_prefix', 0],
    [[{ country: '*', prefix: '255' }], 'foreign_prefix', 0],
    [[{ country: 'TZ' }, { country: 'TZ' }], 'repeated', 1],
    [[{ country: '*' }, { country: '*' }], 'repeated', 1],
    [[{ country: 'TZ', prefix: '25571' }, { country: 'TZ' }, { country: 'TZ', prefix: '25571' }], 'repeated', 2],
  ]
  for (const [table, reason, row] of refused) {
    it(`refuses ${JSON.stringify(table)}: ${reason}`, () => {
      assert.deepEqual(compileDestinations(table), { ok: false, error: { code: 'destination_invalid', reason, row } })
    })
  }
})
