import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { startServer, type TestServer } from '../../../../test/harness/server.ts'
import { type Vendors, vendorsOf } from '../../../../test/harness/vendors.ts'
import { type Customer, customersOf } from './conformance.ts'
import { clientOf, idIn, TO } from './testing/client.ts'

type Shown = { id: string; sms_title: string; message: string; created: string }

suite('smsbox: templates', { timeout: 60_000 }, () => {
  let server: TestServer
  let vendors: Vendors
  let customer: (shillings: number) => Promise<Customer>
  let client: ReturnType<typeof clientOf>
  const ends: (() => Promise<void>)[] = []
  before(async () => {
    server = await startServer({ after: (end) => void ends.push(end) })
    vendors = vendorsOf(server)
    customer = await customersOf(vendors.setup)
    client = clientOf(server, await (await customer(100)).keys())
  })
  after(async () => {
    await vendors.close()
    for (const end of ends) await end()
  })

  const create = (json: object, who = client) => who.call('POST', 'create_sms_template', { json })
  const update = (id: string, json: object, who = client) => who.call('PUT', `update_sms_template/${id}`, { json })
  const remove = (id: string, who = client, headers = {}) =>
    who.call('DELETE', `delete_sms_template/${id}`, { headers })
  const query = async (asked: Record<string, string> = {}, who = client) =>
    (await who.get('query_sms_templates', asked)).body
  const good = { sms_title: 'Welcome', message: 'Hello [{RECEIVERNAME}]' }

  test('made, found, changed, sent and deleted', async () => {
    const { status, body } = await create(good)
    const [made] = body.data as [Shown]
    assert.deepEqual(
      [status, body.status, body.code, body.message],
      [200, true, 126, 'SMS Template Created Successfully'],
    )
    assert.deepEqual({ ...made, created: '' }, { id: '1', ...good, created: '' })
    assert.match(made.created, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/)
    assert.deepEqual(await query(), {
      status: true,
      code: 200,
      message: 'Operation processed successfully',
      data: [made],
      pagination: { page: 1, limit: 20, total: 1, pages: 1 },
    })

    for (const template_id of ['1', 1]) {
      const recipients = [{ dest_addr: TO, recipient_name: 'Alex' }]
      const sent = await client.send({ message: undefined, template_id, recipients })
      assert.equal(sent.body.code, 200)
      await client.until(idIn(sent), 'DELIVERED')
    }

    const changed = await update('1', { sms_title: 'Karibu', message: 'Habari' })
    assert.deepEqual(
      [changed.status, changed.body.code, changed.body.message],
      [200, 125, 'SMS Template Updated Successfully'],
    )
    assert.deepEqual((await query()).data, [{ ...made, sms_title: 'Karibu', message: 'Habari' }])

    const gone = await remove('1', client, { 'content-type': 'application/json' })
    assert.deepEqual(
      [gone.status, gone.body],
      [200, { status: true, code: 128, message: 'SMS Template Deleted Successfully', data: [] }],
    )
    assert.equal((await query()).pagination.total, 0)
    assert.equal((await client.send({ message: undefined, template_id: '1' })).body.code, 123)
    assert.equal((await create(good)).body.data[0].id, '2', "a deleted one's id is not another's")
  })

  test('what a template may be, in JSON and XML', async () => {
    const rows: [template: Record<string, unknown>, code: number][] = [
      [good, 126],
      [{ ...good, message: 'x'.repeat(1600) }, 126],
      [{ ...good, message: 'Ж' }, 126], // judged when it is sent
      [{ ...good, sms_title: 'x'.repeat(100) }, 126],
      [{ ...good, message: 'x'.repeat(1601) }, 109],
      [{ ...good, message: '' }, 109],
      [{ ...good, message: 7 }, 109],
      [{ ...good, sms_title: 'x'.repeat(101) }, 113],
      [{ ...good, sms_title: ' ' }, 113],
      [{ ...good, sms_title: 'a\nb' }, 113],
      [{ ...good, sms_title: 7 }, 113],
      [{ message: 'x' }, 104],
      [{ sms_title: 'x' }, 104],
    ]
    for (const [json, code] of rows) {
      const { status, body } = await create(json)
      assert.deepEqual([status, body.code], [code === 126 ? 200 : 400, code], JSON.stringify(json).slice(0, 80))
    }
    const xml = '<template><sms_title>XML</sms_title><message> &lt;b&gt; </message></template>'
    const { body } = await client.call('POST', 'create_sms_template', { xml })
    assert.deepEqual([body.code, body.data[0].message], [126, ' <b> '])
  })

  test('the id of nothing, and of another account', async () => {
    const { id } = (await create(good)).body.data[0]
    const theirs = clientOf(server, await (await customer(1)).keys())
    for (const unknown of ['0', '-1', '01', '1.5', 'x', '999999999', '9999999999', '%27', '%00', '%ff']) {
      for (const answer of [await update(unknown, good), await remove(unknown)]) {
        assert.deepEqual([answer.status, answer.body], [400, { code: 123, message: 'Invalid template_id' }], unknown)
      }
    }
    for (const answer of [await update(id, good, theirs), await remove(id, theirs)]) {
      assert.deepEqual([answer.status, answer.body.code], [400, 123])
    }
    assert.deepEqual((await query({}, theirs)).data, [])
    assert.equal((await theirs.send({ message: undefined, template_id: id })).body.code, 123)
  })

  test('a page of them, the newest first, and those with a word in them', async () => {
    const who = clientOf(server, await (await customer(1)).keys())
    for (let i = 1; i <= 25; i++)
      await create({ sms_title: `Title ${i}`, message: i === 7 ? 'Karibu 100%' : 'Hello' }, who)
    const ids = async (asked: Record<string, string>) =>
      (await query(asked, who)).data.map(({ id }: Shown) => Number(id))
    const from = (first: number, count: number) => Array.from({ length: count }, (_, index) => first - index)
    const rows: [asked: Record<string, string>, ids: number[], pages: number][] = [
      [{}, from(25, 20), 2],
      [{ page: '', limit: '' }, from(25, 20), 2],
      [{ page: '2' }, from(5, 5), 2],
      [{ page: '3' }, [], 2],
      [{ limit: '10', page: '3' }, from(5, 5), 3],
      [{ limit: '101' }, from(25, 25), 1],
      [{ q: 'KARIBU' }, [7], 1],
      [{ q: 'title 7' }, [7], 1],
      [{ q: '%' }, [7], 1],
      [{ q: 'nothing' }, [], 0],
    ]
    for (const [asked, found, pages] of rows) {
      assert.deepEqual(await ids(asked), found, JSON.stringify(asked))
      assert.equal((await query(asked, who)).pagination.pages, pages, JSON.stringify(asked))
    }
    assert.equal((await query({ limit: '101' }, who)).pagination.limit, 100)
    for (const asked of [
      { page: '0' },
      { page: '-1' },
      { page: '1.5' },
      { page: 'x' },
      { limit: '0' },
      { limit: '1e1' },
    ]) {
      assert.equal((await query(asked as never, who)).code, 113, JSON.stringify(asked))
    }
  })
})
