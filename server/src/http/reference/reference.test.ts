import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { Compile } from 'typebox/compile'
import { megasms } from '../../dialects/megasms/index.ts'
import { testApp } from '../../dialects/native/testing/app.ts'
import { smsbox } from '../../dialects/smsbox/index.ts'
import { type Call, type Content, callsByTag, exampleOf, type OpenApi, type Schema } from './document.ts'
import { html, prose } from './html.ts'
import { indexPage } from './page.ts'
import { served } from './served.ts'

const { app } = testApp({ dialects: [megasms, smsbox({} as never)] })
after(() => app.close())

// Read before the first test is named: a file whose tests are all over is taken for finished.
const documents = new Map<string, OpenApi>()
for (const prefix of ['/v1', '/megasms', '/smsbox'])
  documents.set(prefix, (await app.inject(`${prefix}/openapi.json`)).json())

for (const [prefix, document] of documents) {
  const calls = [...callsByTag(document).values()].flat()

  test(`the document of ${prefix} is OpenAPI 3.1 in its parts`, () => {
    assert.equal(document.openapi, '3.1.0')
    assert.ok(document.info.title && document.info.description && document.info.version)
    assert.ok(calls.length > 0)
    const ids = calls.map(({ id }) => id)
    assert.equal(new Set(ids).size, ids.length)
    for (const reference of JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)) {
      const name = /^#\/components\/schemas\/(\w+)$/.exec(reference[1] as string)?.[1]
      assert.ok(name && document.components.schemas?.[name], `${reference[1]} leads nowhere`)
    }
  })

  for (const call of calls) {
    const { method, path, operation } = call
    test(`${method} ${path} is described, its errors too`, () => {
      assert.ok(operation.summary, 'a summary')
      assert.ok(operation.security?.length, 'who may call it')
      for (const scheme of Object.keys(operation.security[0] as object))
        assert.ok(document.components.securitySchemes[scheme])
      const named = (path.match(/\{(\w+)\}/g) ?? []).map((name) => name.slice(1, -1))
      const given = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path')
      assert.deepEqual(
        given.map(({ name }) => name),
        named,
      )
      assert.ok(given.every(({ required }) => required))
      const statuses = Object.keys(operation.responses)
      assert.ok(statuses.some((status) => status.startsWith('2')))
      const errors = ['401', '403', '429', '500', '503', ...(operation.requestBody ? ['413', '415'] : [])]
      for (const status of errors) assert.ok(statuses.includes(status), `no answer ${status}`)
      for (const [status, { description, content }] of Object.entries(operation.responses)) {
        assert.ok(description, `${status} says nothing`)
        assert.ok(content || status === '204', `${status} has no schema`)
      }
    })

    test(`${method} ${path} has examples that its schemas take`, () => {
      for (const [name, content] of bodiesOf(call)) {
        for (const { schema, examples, example } of Object.values(content)) {
          const check = Compile(whole(document, schema) as never)
          const values = examples
            ? Object.values(examples).map(({ value }) => value)
            : [example ?? exampleOf(document, schema)]
          for (const value of values) {
            assert.ok(check.Check(value), `${name}: ${JSON.stringify(value)} ${JSON.stringify(check.Errors(value))}`)
          }
        }
      }
    })
  }
}

function* bodiesOf({ operation }: Call): Generator<[string, Content]> {
  if (operation.requestBody) yield ['body', operation.requestBody.content]
  for (const [status, { content }] of Object.entries(operation.responses)) if (content) yield [status, content]
}

/** The schema with what it refers to put in its place. */
function whole(document: OpenApi, schema: Schema): unknown {
  return JSON.parse(JSON.stringify(schema), (_, value) => {
    const name = value?.$ref?.split('/').at(-1)
    return name === undefined ? value : document.components.schemas?.[name]
  })
}

test('the pages are whole, and ask for nothing from elsewhere', async () => {
  for (const path of ['/docs', '/docs/native', '/docs/operator', '/docs/megasms']) {
    const page = await app.inject({ url: path, headers: { host: 'sms.example.org' } })
    assert.equal(page.statusCode, 200)
    const policy = String(page.headers['content-security-policy'])
    assert.ok(policy.includes("default-src 'none'") && !policy.includes('unsafe'))
    const asked = [...page.body.matchAll(/(?:src|<link [^>]*href)="([^"]+)"/g)].map((match) => match[1] as string)
    for (const url of asked) {
      assert.match(url, /^\/docs\//)
      assert.equal((await app.inject(url)).statusCode, 200, url)
    }
    assert.doesNotMatch(page.body, /<script(?![^>]* src=)|<style| style=| on[a-z]+=|undefined|\[object/)
  }
})

test('each call stands on its page, with a curl line to the host that the reader is on', async () => {
  const page = (await app.inject({ url: '/docs/native', headers: { host: 'sms.example.org:8080' } })).body
  assert.ok(textOf(page).includes("curl -X POST 'http://sms.example.org:8080/v1/requests'"))
  assert.ok(page.includes('id="sendRequest"') && page.includes('href="#sendRequest"'))
  assert.ok(page.includes('What you are sent'))
})

test('a choice of words is of the type that its words have', async () => {
  const page = textOf((await app.inject('/docs/megasms')).body)
  assert.ok(page.includes('data.status string required'))
  assert.doesNotMatch(page, / any( or null)?( required)?\n/)
})

test('what an account is sent stands with the call that it tells of', async () => {
  const page = textOf((await app.inject('/docs/smsbox')).body)
  for (const event of ['a delivery report', 'a message to your two-way number'])
    assert.ok(page.includes(`What you are sent: ${event}`), event)
})

const textOf = (page: string): string => page.replaceAll(/<[^>]+>/g, '').replaceAll('&#39;', "'")

test('a page stands under the brand of the installation, which is text', () => {
  const page = indexPage(new Map()).markup
  const at = { origin: 'http://a.b', nowMs: 0 }
  const own = served(page, { ...at, brand: null })
  assert.ok(own.includes('<title>API reference · Njiwa</title>') && own.includes('src="/docs/mark.svg"'))
  const brand = { name: 'Simu & <Wote> $&', logo: '/portal/brand-logo?1' }
  const branded = served(page, { ...at, brand })
  assert.ok(branded.includes('<title>API reference · Simu &amp; &lt;Wote&gt; $&amp;</title>'), branded)
  assert.ok(branded.includes('src="/portal/brand-logo?1"') && branded.includes('href="/portal/brand.css"'))
  assert.doesNotMatch(own + branded, /\.invalid|<!--/)
})

test('a host that is none is not repeated', async () => {
  const page = (await app.inject({ url: '/docs/native', headers: { host: '"><script>alert(1)</script>' } })).body
  assert.ok(!page.includes('alert(1)'))
  assert.ok(page.includes('https://sms.example.com/v1/requests'))
})

test('a dialect that there is none of has no page', async () => {
  assert.equal((await app.inject('/docs/nothing')).statusCode, 404)
})

const MARKUP: [string, string, string][] = [
  ['markup is text', html`<p>${'<b>&"\''}</p>`.markup, '<p>&lt;b&gt;&amp;&quot;&#39;</p>'],
  [
    'HTML in HTML stays',
    html`<ul>${['a', '<'].map((each) => html`<li>${each}</li>`)}</ul>`.markup,
    '<ul><li>a</li><li>&lt;</li></ul>',
  ],
  ['nothing is nothing', html`[${null}${undefined}${false}${0}]`.markup, '[0]'],
  ['code stands between back-ticks', prose('a `<b>` c').markup, 'a <code>&lt;b&gt;</code> c'],
]
for (const [name, markup, expected] of MARKUP) test(`in a page ${name}`, () => assert.equal(markup, expected))
