import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { compileRatePlan, type Rate } from '../../core/rates.ts'
import { routeTable } from '../../core/routes.ts'
import { testApp } from './testing/app.ts'
import { network } from './testing/fake-platform.ts'

const api = testApp()
after(() => api.app.close())

function plan(rates: Rate[]) {
  const compiled = compileRatePlan({ currency: 'KES', refundPolicy: 'on_failure', homeCountry: 'KE', rates })
  if (!compiled.ok) throw new Error(compiled.error.reason)
  return compiled.value
}
const kes = (price: bigint, prefix?: string): Rate => ({
  country: 'TZ',
  price,
  currency: 'KES',
  ...(prefix && { prefix }),
})

/** Routes go by these prefixes of Tanzania. */
function routes(...prefixes: string[]) {
  const [model] = network.routes.byId.values()
  assert.ok(model)
  return routeTable(
    prefixes.map((prefix) => ({ ...model, id: `r${prefix}`, code: `TZ${prefix}`, country: 'TZ', prefix })),
  )
}

const rows = [
  { what: 'one price', rates: [kes(1_000_000n)], routes: [''], shown: ['any 1.00 by TZ'] },
  {
    what: 'a network with a price of its own',
    rates: [kes(1_000_000n), kes(2_500_000n, '25562')],
    routes: [''],
    shown: ['any 1.00 by TZ', '25562 2.50 by TZ'],
  },
  {
    what: 'a network at the price of all',
    rates: [kes(1_000_000n), kes(1_000_000n, '25562')],
    routes: [''],
    shown: ['any 1.00 by TZ'],
  },
  {
    what: 'a part that costs again what all costs',
    rates: [kes(1_000_000n), kes(2_000_000n, '2556'), kes(1_000_000n, '25562')],
    routes: [''],
    shown: ['any 1.00 by TZ', '2556 2.00 by TZ', '25562 1.00 by TZ'],
  },
  {
    what: 'a network with a route of its own',
    rates: [kes(1_000_000n)],
    routes: ['', '25571'],
    shown: ['any 1.00 by TZ', '25571 1.00 by TZ25571'],
  },
  { what: 'a network alone', rates: [kes(1_000_000n)], routes: ['25571'], shown: ['25571 1.00 by TZ25571'] },
  { what: 'a price without a route', rates: [kes(1_000_000n)], routes: [], shown: [] },
]
for (const { what, rates, routes: prefixes, shown } of rows) {
  test(`${what} is shown as ${JSON.stringify(shown)}`, async () => {
    api.platform.network = async () => ({ ...network, routes: routes(...prefixes) })
    const authorization = `Bearer ${api.token(undefined, { plan: plan(rates) })}`
    const { data } = (await api.call('GET', '/pricing', undefined, { authorization })).body
    assert.deepEqual(
      data.map((row: Record<string, string>) => `${row.prefix ?? 'any'} ${row.price} by ${row.route}`),
      shown,
    )
  })
}

test('the prices are a file', async () => {
  api.platform.network = async () => network
  const answer = await api.app.inject({ url: '/v1/pricing.csv', headers: { authorization: `Bearer ${api.token()}` } })
  assert.equal(answer.headers['content-type'], 'text/csv; charset=utf-8; header=present')
  assert.equal(answer.headers['content-disposition'], 'attachment; filename="pricing.csv"')
  assert.deepEqual(answer.body.split('\r\n'), [
    '\uFEFFcountry,name,calling_code,prefix,price,price_currency,cost,currency,route',
    'KE,Kenya,254,,0.80,KES,0.80,KES,NJIWA_KE',
    'TZ,Tanzania,255,,1.00,KES,1.00,KES,NJIWA_TZ',
    'UG,Uganda,256,,35.00,UGX,1.2022,KES,NJIWA_UG',
    '',
  ])
})
