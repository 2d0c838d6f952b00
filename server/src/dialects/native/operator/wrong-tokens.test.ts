import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testSetup } from '../../../../../test/harness/setup.ts'
import { newToken } from '../../../secrets.ts'
import { testApp } from '../testing/app.ts'

const FREE_TRIES = 30 // a minute, of one network

test('a wrong token of staff is counted as every other wrong credential is, and then waits', async () => {
  const api = testApp({ setup: await testSetup({ after }) })
  after(() => api.app.close())
  for (let tries = 0; tries < FREE_TRIES; tries++) {
    const authorization = `Bearer ${tries % 2 === 0 ? newToken('nj_staff_') : 'mistyped'}`
    assert.equal((await api.call('GET', '/operator/accounts', undefined, { authorization })).status, 401)
  }
  assert.ok(api.app.guesses.delayMs('', '127.0.0.1', performance.now()) > 0)
  assert.equal(api.app.guesses.delayMs('', '192.0.2.1', performance.now()), 0, 'elsewhere nothing was tried')
})
