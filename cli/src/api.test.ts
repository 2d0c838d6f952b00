import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createApi } from './api.ts'
import { fakeApi, refusal } from './fixtures/fake-api.ts'

test('a list is followed over its pages until there are enough', async (t) => {
  const server = await fakeApi(t, {
    'GET /v1/things?limit=3': { body: { data: [1, 2], next: 'b' } },
    'GET /v1/things?cursor=b&limit=1': { body: { data: [3], next: 'c' } },
  })
  assert.deepEqual(await createApi(server.url, 'njo_test').list('/v1/things', 3), [1, 2, 3])
})

test('a list that ends early is what there is', async (t) => {
  const server = await fakeApi(t, { 'GET /v1/things?state=up&limit=3': { body: { data: [1], next: null } } })
  assert.deepEqual(await createApi(server.url, 'njo_test').list('/v1/things', 3, { state: 'up' }), [1])
})

const refusals = [
  { answer: refusal(409, 'conflict', 'It is active already.'), says: /^It is active already\.$/ },
  { answer: refusal(401, 'credentials_invalid', 'Unknown.'), says: /^Unknown\. The command line takes the token from/ },
  { answer: { status: 502, body: '<html>' }, says: /\/v1\/thing answered 502, and not as Njiwa does/ },
]

for (const { answer, says } of refusals) {
  test(`${answer.status} is a failure that says ${says.source}`, async (t) => {
    const server = await fakeApi(t, { 'POST /v1/thing': answer })
    await assert.rejects(createApi(server.url, 'njo_test').post('/v1/thing', {}), { name: 'Error', message: says })
  })
}

test('a server that is not there is said to be', async (t) => {
  const server = await fakeApi(t, {})
  const { port } = new URL(server.url)
  const nobody = createApi(`http://127.0.0.2:${port}`, 'njo_test')
  await assert.rejects(nobody.get('/v1/thing'), { message: /^No server answers at http:.+ECONNREFUSED.+npm start/ })
})
