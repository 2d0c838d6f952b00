import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { ORIGIN, served } from '../served.ts'
import { curl } from './curl.ts'
import { LANGUAGES, runLine } from './languages.ts'
import { node } from './node.ts'
import { php } from './php.ts'
import { python } from './python.ts'
import type { Sample } from './sample.ts'

const secret = (variable: string, environment: string, placeholder: string) => ({ variable, environment, placeholder })
const token = secret('api_token', 'ACME_API_TOKEN', 'ac_your_api_token')
const key = secret('api_key', 'ACME_API_KEY', 'ak_your_api_key')
const password = secret('api_secret', 'ACME_API_SECRET', 'as_your_api_secret')

const read: Sample = {
  method: 'GET',
  url: `${ORIGIN}/acme/v1/messages/{message_id}`,
  variables: [{ name: 'message_id', example: 'msg_1' }],
  credentials: [{ kind: 'bearer', token }],
  body: null,
  answers: true,
}
// What each language would read as something else.
const HARD = `it's "a" \\ b $c {d} \`e\` \n é`
const write: Sample = {
  method: 'POST',
  url: `${ORIGIN}/acme/v1/messages`,
  variables: [],
  credentials: [{ kind: 'basic', user: key, password }],
  body: { type: 'application/json', value: { text: HARD, to: ['1'], at: null, now: true, 'a-b': {} } },
  answers: true,
}

suite('a call that reads', () => {
  const rows: [string, (sample: Sample) => string, string[]][] = [
    ['curl', curl, [`curl '${ORIGIN}/acme/v1/messages/msg_1' \\`, `-H 'Authorization: Bearer ac_your_api_token'`]],
    [
      'Node',
      node,
      [`const messageId = 'msg_1'`, `/messages/\${messageId}\``, `\`Bearer \${process.env.ACME_API_TOKEN}\``],
    ],
    ['Python', python, [`message_id = "msg_1"`, `/messages/{message_id}"`, `f"Bearer {os.environ['ACME_API_TOKEN']}"`]],
    [
      'PHP',
      php,
      [`$messageId = 'msg_1';`, `/messages/{$messageId}"`, `'Authorization: Bearer ' . getenv('ACME_API_TOKEN')`],
    ],
  ]
  for (const [name, code, parts] of rows) {
    test(`in ${name}`, () => {
      for (const part of parts) assert.ok(code(read).includes(part), code(read))
      assert.doesNotMatch(code(read), /undefined|\[object/)
    })
  }
})

suite('what stands between quotes', () => {
  const rows: [string, string, string][] = [
    ['a shell takes it as it is', curl(write), JSON.stringify(HARD).replaceAll("'", "'\\''")],
    ['Node', node(write), `'it\\'s "a" \\\\ b $c {d} \`e\` \\n é'`],
    ['Python', python(write), JSON.stringify(HARD)],
    ['PHP', php(write), `'${HARD.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`],
  ]
  for (const [name, code, text] of rows) test(name, () => assert.ok(code.includes(text), code))
})

test('a literal has the words of its language', () => {
  assert.ok(node(write).includes(`'a-b': {},`) && node(write).includes('at: null'))
  assert.ok(python(write).includes('"now": True') && python(write).includes('"at": None'))
  assert.ok(php(write).includes(`'a-b' => new stdClass(),`))
})

test('programs have no secret in them, and are run with them', () => {
  for (const { id, code, file } of LANGUAGES) {
    assert.equal(/your_api/.test(code(write)), id === 'curl')
    if (file)
      assert.match(
        runLine(write, file.program, 'x'),
        /ACME_API_KEY='ak_your_api_key' [\s\S]*ACME_API_SECRET='as_your_api_secret'/,
      )
  }
})

test('no sample trusts whoever answers', () => {
  for (const { code } of LANGUAGES)
    for (const sample of [read, write])
      assert.doesNotMatch(code(sample), /insecure|-k\b|VERIFY|rejectUnauthorized|_create_unverified/)
})

test('a page is served with where and when it is read', () => {
  const nowMs = Date.parse('2026-03-02T09:15:30Z')
  assert.equal(
    served(`${ORIGIN}/v1?since=recently.invalid`, { origin: 'http://a.b:1', nowMs, brand: null }),
    'http://a.b:1/v1?since=2026-03-01T09:00:00Z',
  )
})
