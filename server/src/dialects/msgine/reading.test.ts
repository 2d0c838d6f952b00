// What MsGine shows of what was sent: one status, pages, prices.
import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { startServer, type TestServer } from '../../../../test/harness/server.ts'
import { type Vendors, vendorsOf } from '../../../../test/harness/vendors.ts'
import { bearer, type Customer, customersOf, MESSAGES } from './conformance.ts'
import { clientOf, TO } from './testing/client.ts'

suite('msgine: reading', { timeout: 60_000 }, () => {
  let server: TestServer
  let vendors: Vendors
  let customer: (dollars: number) => Promise<Customer>
  const ends: (() => Promise<void>)[] = []
  before(async () => {
    server = await startServer({ after: (end) => void ends.push(end) })
    vendors = vendorsOf(server)
    customer = await customersOf(vendors.setup)
  })
  after(async () => {
    await vendors.close()
    for (const end of ends) await end()
  })
  const client = async () => clientOf(server, bearer(await (await customer(20)).token()))

  test('one status for many recipients', async () => {
    const { send, until } = await client()
    const rows: [endings: string[], status: string][] = [
      [['1269'], 'delivered'],
      [['1269', '0001'], 'delivered'],
      [['1269', '0005'], 'sent'], // no receipt comes
      [['0005', '0002'], 'sent'],
      [['0002', '0001'], 'failed'],
    ]
    await Promise.all(
      rows.map(async ([endings, status], index) => {
        const { body } = await send({ to: endings.map((ending) => `+25670${index}22${ending}`) })
        assert.deepEqual([body.status, 'updatedAt' in body], ['pending', false])
        const later = await until(body.id, status)
        assert.deepEqual({ ...later, status: 'pending', updatedAt: undefined }, { ...body, updatedAt: undefined })
        assert.match(later.updatedAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
        assert.ok(later.updatedAt >= later.createdAt)
      }),
    )
  })

  test('pages: the newest first, with totals, by status', async () => {
    const { call, send, until } = await client()
    const list = async (query: string) => (await call(`${MESSAGES}${query}`)).body
    assert.deepEqual(await list(''), { data: [], pagination: { page: 1, limit: 20, total: 0, pages: 0 } })
    const ids: string[] = []
    for (let n = 0; n < 21; n++) {
      const to = n === 20 ? [TO, '+256701520005'] : `+25670152${n === 0 ? '0001' : 1100 + n}`
      ids.unshift((await send({ to, message: `number ${n}` })).body.id)
    }
    const ending = (index: number) => (index === 0 ? 'sent' : index === 20 ? 'failed' : 'delivered')
    await Promise.all(ids.map((id, index) => until(id, ending(index))))
    const rows: [query: string, shown: string[], pagination: object][] = [
      ['', ids.slice(0, 20), { page: 1, limit: 20, total: 21, pages: 2 }],
      ['?page=2', ids.slice(20), { page: 2, limit: 20, total: 21, pages: 2 }],
      ['?page=3', [], { page: 3, limit: 20, total: 21, pages: 2 }],
      ['?page=2&limit=7', ids.slice(7, 14), { page: 2, limit: 7, total: 21, pages: 3 }],
      ['?limit=1', ids.slice(0, 1), { page: 1, limit: 1, total: 21, pages: 21 }],
      ['?limit=100', ids, { page: 1, limit: 100, total: 21, pages: 1 }],
      ['?limit=101', ids, { page: 1, limit: 100, total: 21, pages: 1 }],
      ['?page=999999999999999', [], { page: 999_999_999_999_999, limit: 20, total: 21, pages: 2 }],
      ['?status=delivered&limit=5', ids.slice(1, 6), { page: 1, limit: 5, total: 19, pages: 4 }],
      ['?status=sent', ids.slice(0, 1), { page: 1, limit: 20, total: 1, pages: 1 }],
      ['?status=failed', ids.slice(20), { page: 1, limit: 20, total: 1, pages: 1 }],
      ['?status=pending', [], { page: 1, limit: 20, total: 0, pages: 0 }],
    ]
    for (const [query, shown, pagination] of rows) {
      const { data, pagination: told } = await list(query)
      assert.deepEqual([data.map(({ id }) => id), told], [shown, pagination], query)
    }
    const [newest] = (await list('?limit=1')).data
    const { id, status, to, content: message, cost, currency, createdAt } = (await call(`${MESSAGES}/${ids[0]}`)).body
    assert.deepEqual(newest, { id, status, to, message, cost, currency, createdAt })
  })

  test('a page, limit or status that is none', async () => {
    const { call } = await client()
    for (const [field, values] of Object.entries({
      page: ['0', '-1', '1.5', 'x', '', 'true', '1e1', '0x1', ' 1', '1&page=2', '9999999999999999'],
      limit: ['0', '-1', '1.5', 'x', '', 'NaN', '%2B1'],
      status: ['', 'DELIVERED', 'queued', 'x', 'sent&status=failed'],
    })) {
      for (const value of values) {
        const { status, body } = await call(`${MESSAGES}?${field}=${value}`)
        assert.deepEqual(
          [status, body.error?.code, body.error?.details],
          [400, 'invalid_request', { field }],
          `${field}=${value}`,
        )
      }
    }
  })

  test('prices', async () => {
    const { call } = await client()
    const rows: [query: string, expected: object | number][] = [
      ['?country=UG', { country: 'Uganda', countryCode: 'UG', price: 0.05 }],
      ['?country=ug', { country: 'Uganda', countryCode: 'UG', price: 0.05 }],
      ['?country=US', { country: 'United States', countryCode: 'US', price: 0.01 }],
      ['?country=GB', { country: 'United Kingdom', countryCode: 'GB', price: 0.04 }],
      ['?country=KE', 404],
      ['?country=XX', 404],
      ['?country=*', 404],
      ['?country=Uganda', 404],
      ['', 400],
      ['?country=', 400],
      ['?country=UG&country=US', 400],
    ]
    for (const [query, expected] of rows) {
      const { status, body } = await call(`/api/v1/pricing/sms${query}`)
      if (typeof expected === 'object')
        assert.deepEqual(body, { ...expected, currency: 'USD', perMessage: true }, query)
      else {
        assert.equal(status, expected, query)
        assert.deepEqual(
          body.error,
          expected === 404
            ? { code: 'not_found', message: 'There is no price for this country' }
            : { ...body.error, code: 'invalid_request', details: { field: 'country' } },
          query,
        )
      }
    }
  })

  test("the account's requests by another of our APIs are not here", async () => {
    const ours = await customer(1)
    const { call } = clientOf(server, bearer(await ours.token()))
    const native = bearer(await ours.token({ dialect: 'native' }))
    const body = JSON.stringify({ to: [TO], sender: 'MyApp', text: 'Hello' })
    const init = { method: 'POST', headers: { ...native, 'content-type': 'application/json' }, body }
    const { id } = (await (await fetch(`${server.url}/v1/requests`, init)).json()) as { id: string }
    const foreign = await call(`${MESSAGES}/msg_${id.replaceAll('-', '')}`)
    assert.deepEqual([foreign.status, foreign.body.error.code], [404, 'not_found'])
    assert.equal((await call(MESSAGES)).body.pagination.total, 0)
  })
})
