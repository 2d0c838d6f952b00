import assert from 'node:assert/strict'
import { mock, test } from 'node:test'
import { FOLLOWS_MS, INPUTS, watchInputs } from './attended.ts'
import { call } from './client.ts'

const page = new EventTarget()
watchInputs(page)
mock.timers.enable({ apis: ['Date'], now: Date.now() })
let headers = new Headers()
mock.method(globalThis, 'fetch', async (_url: string, request: { headers: Headers }) => {
  headers = request.headers
  return new Response('{}')
})

async function isUse(method: 'GET' | 'POST' = 'GET'): Promise<boolean> {
  await call({ method, path: '/me' })
  return !headers.has('x-unattended')
}

for (const name of INPUTS) {
  test(`what is asked for right after a ${name} is a use of the session, and what comes later is not`, async () => {
    mock.timers.tick(FOLLOWS_MS)
    assert.equal(await isUse(), false)
    page.dispatchEvent(new Event(name))
    mock.timers.tick(FOLLOWS_MS - 1)
    assert.equal(await isUse(), true)
    mock.timers.tick(1)
    assert.equal(await isUse(), false)
  })
}

test('a change is always one', async () => {
  mock.timers.tick(FOLLOWS_MS)
  assert.equal(await isUse('POST'), true)
})
