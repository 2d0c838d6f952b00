// Each dialect's Postman collection has the form of v2.1, and each request of it, sent with the reader's own variables, is
// answered as a call that the server understands.
import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import type { Collection, Item } from '../../server/src/http/reference/postman.ts'
import { until } from '../harness/until.ts'
import { webhookSink } from '../harness/webhook-sink.ts'
import { itemsOf, send } from './postman-runner.ts'
import { type Reader, readersServer } from './readers.ts'

// What the schema of v2.1 asks for, of the parts that we have.
const Text = Type.String({ minLength: 1 })
const Pair = Type.Object({ key: Text, value: Type.String(), type: Type.Optional(Type.Literal('string')) })
const RequestItem = Type.Object({
  name: Text,
  event: Type.Optional(
    Type.Array(
      Type.Object({
        listen: Type.Literal('test'),
        script: Type.Object({ type: Type.Literal('text/javascript'), exec: Type.Array(Type.String()) }),
      }),
    ),
  ),
  request: Type.Object({
    method: Type.Enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
    header: Type.Array(Pair),
    url: Type.Object({
      raw: Type.String({ pattern: String.raw`^\{\{host\}\}/` }),
      host: Type.Array(Text),
      path: Type.Array(Type.String()),
      query: Type.Optional(
        Type.Array(Type.Object({ key: Text, value: Type.String(), disabled: Type.Optional(Type.Boolean()) })),
      ),
    }),
    body: Type.Optional(
      Type.Object({
        mode: Type.Literal('raw'),
        raw: Type.String(),
        options: Type.Object({ raw: Type.Object({ language: Type.Literal('json') }) }),
      }),
    ),
  }),
  response: Type.Array(Type.Unknown()),
})
const Form = Compile(
  Type.Object({
    info: Type.Object({
      name: Text,
      schema: Type.Literal('https://schema.getpostman.com/json/collection/v2.1.0/collection.json'),
    }),
    item: Type.Array(
      Type.Union([RequestItem, Type.Object({ name: Text, item: Type.Array(RequestItem, { minItems: 1 }) })]),
      { minItems: 1 },
    ),
    auth: Type.Optional(Type.Object({ type: Type.Enum(['bearer', 'basic']) })),
    variable: Type.Array(Pair),
  }),
)

const PUBLISHED = ['megasms', 'msgine', 'esms', 'wasambazie', 'smsbox']
// Nothing has failed that could be retried.
const REFUSED: Record<string, number> = { 'Retry a failed message': 409 }

suite('the Postman collections', { timeout: 120_000 }, () => {
  const ends: (() => Promise<void>)[] = []
  const t = { after: (end: () => Promise<void>) => void ends.push(end) }
  let reader: Reader
  let told: string
  before(async () => {
    reader = await readersServer(t)
    told = (await webhookSink(t)).url
  })
  after(async () => {
    for (const end of ends) await end()
  })

  async function collectionOf(name: string): Promise<{ collection: Collection; variables: Map<string, string> }> {
    const answer = await fetch(`${reader.server.url}/docs/${name}/postman.json`)
    assert.match(
      String(answer.headers.get('content-disposition')),
      /^attachment; filename="\w+\.postman_collection\.json"$/,
    )
    const collection = (await answer.json()) as Collection
    const given = new Map(collection.variable.map(({ key, value }) => [key, value]))
    assert.equal(given.get('host'), reader.server.url)
    for (const secret of Object.keys(reader.secrets[name] as object)) assert.ok(given.has(secret), secret)
    return { collection, variables: new Map([...given, ...Object.entries(reader.secrets[name] as object)]) }
  }

  for (const name of [...PUBLISHED, 'native', 'operator']) {
    test(`${name}'s has the form of v2.1, and a variable for all that it names`, async () => {
      const { collection } = await collectionOf(name)
      assert.ok(Form.Check(collection), JSON.stringify(Form.Errors(collection)[0]))
      const known = new Set(collection.variable.map(({ key }) => key))
      for (const [, variable] of JSON.stringify([collection.item, collection.auth ?? null]).matchAll(/\{\{(\w+)\}\}/g))
        assert.ok(known.has(variable as string), variable)
    })
  }

  for (const name of PUBLISHED) {
    test(`${name}'s requests are answered, one after the other`, async () => {
      const { collection, variables } = await collectionOf(name)
      for (const item of itemsOf(collection)) {
        const { status, body } = await until(async () => {
          const answer = await send(collection, item, variables)
          // A batch's report is there once the batch is done with.
          return answer.status === 404 && name === 'wasambazie' ? false : answer
        })
        const wanted = REFUSED[item.name]
        assert.ok(
          wanted === undefined ? status >= 200 && status < 300 : status === wanted,
          `${item.name}: ${status} ${body}`,
        )
      }
    })
  }

  test("MegaSMS's send keeps its request_id for the status request, and api_token is the variable of its document", async () => {
    const { collection, variables } = await collectionOf('megasms')
    const [sending, status] = itemsOf(collection) as [Item, Item]
    const sent = await send(collection, sending, variables)
    assert.equal(variables.get('request_id'), JSON.parse(sent.body).data.request_id)
    assert.equal(
      JSON.parse((await send(collection, status, variables)).body).data.request_id,
      variables.get('request_id'),
    )
    assert.deepEqual(collection.auth, {
      type: 'bearer',
      bearer: [{ key: 'token', value: '{{api_token}}', type: 'string' }],
    })
  })

  for (const name of ['native', 'operator']) {
    test(`${name}'s requests are understood, one after the other`, async () => {
      const { collection, variables } = await collectionOf(name)
      const items = itemsOf(collection)
      for (const item of items) {
        const body = item.request.body
        // Nobody outside is told of what a test does.
        if (body) body.raw = body.raw.replaceAll(/https:\/\/[\w.-]*example\.com[^"]*/g, told)
      }
      // Ids that only a list gives are known before the first change.
      const lists = items.filter(({ request, event }) => request.method === 'GET' && event)
      for (const item of [...lists, ...items]) {
        const { method, path, status, body } = await send(collection, item, variables)
        assert.ok(understood(status, body), `${item.name}: ${method} ${path}: ${status} ${body}`)
      }
    })
  }
})

/** Done; or refused for how things stand, not for how the call was made. */
function understood(status: number, body: string): boolean {
  return status < 300 || (status === 404 && body.includes('"not_found"')) || [402, 409].includes(status)
}
