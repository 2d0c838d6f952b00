import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Price } from '../../api/wallet.ts'
import { pricesFor } from './PricingSearch.ts'

const NAMES: Record<string, string> = { CI: 'Côte d’Ivoire', KE: 'Kenya', TZ: 'Tanzania' }
const price = (country: string, calling_code: string, prefix: string | null = null): Price => ({
  country,
  calling_code,
  prefix,
  price: '1.00',
  price_currency: 'TZS',
  cost: '1.00',
  currency: 'TZS',
  route: 'R',
})
const prices = [price('TZ', '255', '25571'), price('KE', '254'), price('TZ', '255'), price('CI', '225')]

const rows = [
  { typed: '', finds: ['CI', 'KE', 'TZ', 'TZ 25571'] },
  { typed: 'tanz', finds: ['TZ', 'TZ 25571'] },
  { typed: 'ke', finds: ['KE'] },
  { typed: 'cote', finds: ['CI'] },
  { typed: '+255', finds: ['TZ', 'TZ 25571'] },
  { typed: '25', finds: ['KE', 'TZ', 'TZ 25571'] },
  { typed: '+255 71', finds: ['TZ', 'TZ 25571'] },
  { typed: '+255 712 345 678', finds: ['TZ', 'TZ 25571'] },
  { typed: '255754', finds: ['TZ'] },
  { typed: 'mars', finds: [] },
  { typed: '999', finds: [] },
]
for (const { typed, finds } of rows) {
  test(`${JSON.stringify(typed)} finds ${finds.join(', ') || 'nothing'}`, () => {
    const found = pricesFor(prices, typed, (country) => NAMES[country] ?? country)
    assert.deepEqual(
      found.map(({ country, prefix }) => (prefix === null ? country : `${country} ${prefix}`)),
      finds,
    )
  })
}
