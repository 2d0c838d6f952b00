// What the portal shows of messages: as a file, by day, and to whom without the whole number.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { putMessages } from './testing/messages.ts'
import { testPortal } from './testing/portal.ts'

const { setup, call, person, signedIn, account } = await testPortal({ after })
const HOUR = 3_600_000
const noon = Date.parse('2030-03-01T12:00:00Z')
setup.clock.ms = noon + 24 * HOUR
const shop = await account('Duka la Juma')
const owner = { ...(await signedIn(await person('owner', shop))), 'x-account': shop }
const viewer = { ...(await signedIn(await person('viewer', shop))), 'x-account': shop }
await putMessages(setup, shop, [
  { atMs: noon, text: '=1+1' },
  { atMs: noon + 10 * HOUR, text: 'Habari, "Juma"', state: 'failed' },
  { atMs: noon + 11 * HOUR, msisdn: '254712345678' },
])

const lines = (csv: string): string[] => csv.slice(1).trimEnd().split('\r\n')

test('the log as a file: all columns, the newest first, no formula', async () => {
  const answer = await call({ path: '/portal/api/v1/messages.csv', headers: owner })
  const [header, ...rows] = lines(answer.body)
  assert.equal(header?.split(',').slice(0, 6).join(','), 'created_at,to,country,sender,text,state')
  assert.equal(answer.headers['content-disposition'], 'attachment; filename="messages.csv"')
  assert.deepEqual(
    rows.map((row) => row.split(',TZ,MyApp,')[1]?.split(',,')[0]?.split(',gsm7')[0]),
    ['Habari,delivered', '"Habari, ""Juma""",failed', "'=1+1,delivered"],
  )
  assert.ok(rows[0]?.includes('"+254712345678"'))
})

test('the file keeps what the filters keep', async () => {
  const rows = async (query: string) =>
    lines((await call({ path: `/portal/api/v1/messages.csv?${query}`, headers: owner })).body).length - 1
  assert.equal(await rows('state=failed'), 1)
  assert.equal(await rows('number=254712345678'), 1)
  assert.equal(await rows('route=none'), 0)
})

test('a file longer than one page of the database is whole', async () => {
  const many = await account('Many')
  const headers = { ...(await signedIn(await person('owner', many))), 'x-account': many }
  const numbers = Array.from({ length: 2_500 }, (_, index) => `2557${String(10_000_000 + index)}`)
  await putMessages(
    setup,
    many,
    numbers.map((msisdn) => ({ msisdn })),
  )
  const rows = lines((await call({ path: '/portal/api/v1/messages.csv', headers })).body).slice(1)
  assert.deepEqual(rows.map((row) => row.split('"')[1]?.slice(1)).sort(), numbers.sort())
})

test('a link names the account in the address; a change does not', async () => {
  const { 'x-account': _, ...without } = owner
  const read = await call({ path: `/portal/api/v1/messages.csv?account=${shop}`, headers: without })
  assert.equal(read.statusCode, 200)
  const body = { name: 'MyApp' }
  const change = { method: 'POST', path: `/portal/api/v1/sender-ids?account=${shop}`, headers: without, body }
  assert.equal((await call(change)).statusCode, 422)
})

const looks = [
  { who: 'an owner', headers: owner, to: ['+254712345678', '+255712345678'] },
  { who: 'a viewer', headers: viewer, to: ['+25471•••••78', '+25571•••••78'] },
]
for (const { who, headers, to } of looks) {
  test(`${who} sees ${to[0]}, in the list and in the file`, async () => {
    const list = (await call({ path: '/portal/api/v1/messages', headers })).json()
    assert.deepEqual([...new Set(list.data.map((row: { to: string }) => row.to))], to)
    const one = (await call({ path: `/portal/api/v1/messages/${list.data[0].id}`, headers })).json()
    assert.equal(one.to, to[0])
    const file = (await call({ path: '/portal/api/v1/messages.csv', headers })).body
    assert.equal(file.includes('+255712345678'), to.includes('+255712345678'))
  })
}

const zones = [
  { zone: 'UTC', days: ['2030-03-01 2/1'] },
  { zone: 'Africa/Dar_es_Salaam', days: ['2030-03-01 1/0', '2030-03-02 1/1'] }, // UTC+3
]
for (const { zone, days } of zones) {
  test(`by day in ${zone}: ${days.join(', ')}`, async () => {
    const path = `/portal/api/traffic/days?from=2030-02-20T00:00:00Z&zone=${zone}`
    const answer = (await call({ path, headers: owner })).json()
    assert.deepEqual(
      answer.days.map(
        ({ day, by_state }: { day: string; by_state: Record<string, number> }) =>
          `${day} ${by_state.delivered}/${by_state.failed}`,
      ),
      days,
    )
    assert.deepEqual(
      answer.routes.map(({ by_state }: { by_state: { delivered: number } }) => by_state.delivered),
      [2],
    )
  })
}

for (const zone of ['+03:00', 'Nowhere/At_All', "UTC'"]) {
  test(`no days in ${zone}`, async () => {
    const query = new URLSearchParams({ from: '2030-02-20T00:00:00Z', zone })
    assert.equal((await call({ path: `/portal/api/traffic/days?${query}`, headers: owner })).statusCode, 422)
  })
}
