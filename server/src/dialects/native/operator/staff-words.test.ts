// The operator's calls say to staff what is wrong with a call, and their reference says the same.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { OpenApi } from '../../../http/reference/document.ts'
import { testApp } from '../testing/app.ts'

const { app, call } = testApp({ setup: { database: { transaction: async () => null } as never } })
after(() => app.close())
const document: OpenApi = (await app.inject('/v1/openapi.json')).json()

test('a token of an account is none of staff, and the answer says which is wanted', async () => {
  const answer = await call('GET', '/operator/accounts')
  assert.equal(answer.status, 401)
  assert.equal(answer.body.error.code, 'credentials_invalid')
  assert.match(answer.body.error.message, /^This is no token of staff/)
  assert.equal(answer.headers['www-authenticate'], 'Bearer')
})

test('an account is still told of its own token', async () => {
  const answer = await call('GET', '/balance', undefined, { authorization: 'Bearer nj_live_nobody' })
  assert.match(answer.body.error.message, /make a new one in the portal/)
})

for (const [path, methods] of Object.entries(document.paths)) {
  for (const [method, { security, responses }] of Object.entries(methods)) {
    const isStaffs = path.startsWith('/operator/')
    test(`${method} ${path} is described for ${isStaffs ? 'staff' : 'an account'}`, () => {
      assert.deepEqual(security, [isStaffs ? { staff: [] } : { token: [] }])
      assert.equal(/of staff/.test(JSON.stringify(responses['401'])), isStaffs)
      if (isStaffs) assert.doesNotMatch(JSON.stringify(responses['404'] ?? {}), /Your account/)
    })
  }
}
