import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { Secret, TOTP } from 'otpauth'
import { refusal, testSetup, value } from '../../../test/harness/setup.ts'
import { auditLines, INSTALLATION } from './audit.ts'
import { changeBranding, OWN } from './branding.ts'
import {
  confirmApp,
  judgeCode,
  offerApp,
  renewRecoveryCodes,
  secondFactorOf,
  turnOff,
  WRONG_MAX,
  WRONG_WINDOW_MS,
} from './second-factor.ts'
import { createStaffUser } from './users.ts'

const setup = await testSetup({ after })
const STEP_MS = 30_000
let people = 0

async function person(): Promise<string> {
  const input = { email: `person${++people}@example.com`, name: 'Amina', password: 'a long sentence', role: 'support' }
  return value(await createStaffUser(setup, 'installation', input as never)).id
}

/** What the app of a phone shows at that time. */
function appOf(secret: string): (atMs: number) => string {
  const app = new TOTP({ secret: Secret.fromBase32(secret) })
  return (atMs) => app.generate({ timestamp: atMs })
}

/** A person whose code is asked for, with what their app shows and their recovery codes. The code that confirmed it is old. */
async function withApp() {
  const id = await person()
  const app = appOf(value(await offerApp(setup, id)).secret)
  const codes = value(await confirmApp(setup, id, app(setup.clock.ms)))
  setup.clock.ms += 10 * STEP_MS
  return { id, app, codes }
}

test('a code is asked for only once the app has shown a right one', async () => {
  const id = await person()
  const { secret, uri } = value(await offerApp(setup, id))
  assert.match(uri, /^otpauth:\/\/totp\/Njiwa:person1%40example\.com\?.*secret=[A-Z2-7]{32}/)
  assert.deepEqual(await secondFactorOf(setup, id), { on: false, recoveryCodes: 0 })
  assert.equal(await judgeCode(setup, id, '123456'), 'off')
  const app = appOf(secret)
  assert.equal(refusal(await confirmApp(setup, id, app(setup.clock.ms + 100 * STEP_MS))), 'field_invalid code')
  assert.equal(value(await confirmApp(setup, id, app(setup.clock.ms))).length, 10)
  assert.deepEqual(await secondFactorOf(setup, id), { on: true, recoveryCodes: 10 })
  assert.equal(refusal(await offerApp(setup, id)), 'conflict')
})

test('the app shows it under the name of the brand', async () => {
  value(await changeBranding(setup, 'installation', { ...OWN, logo: null, name: 'Sauti: SMS' }))
  const { uri } = value(await offerApp(setup, await person()))
  value(await changeBranding(setup, 'installation', { ...OWN, logo: null }))
  const { pathname, searchParams } = new URL(uri)
  assert.match(pathname, /\/Sauti%20SMS:person\d+%40example\.com$/)
  assert.equal(searchParams.get('issuer'), 'Sauti SMS')
})

const drifts = [
  { steps: -2, verdict: 'wrong' },
  { steps: -1, verdict: 'right' },
  { steps: 0, verdict: 'right' },
  { steps: 1, verdict: 'right' },
  { steps: 2, verdict: 'wrong' },
]
for (const { steps, verdict } of drifts) {
  test(`a code of ${steps} half minutes from now is ${verdict}`, async () => {
    const { id, app } = await withApp()
    assert.equal(await judgeCode(setup, id, app(setup.clock.ms + steps * STEP_MS)), verdict)
  })
}

test('a code counts once, and none before it counts after it', async () => {
  const { id, app } = await withApp()
  const code = app(setup.clock.ms)
  const both = await Promise.all([judgeCode(setup, id, code), judgeCode(setup, id, code)])
  assert.deepEqual(both.sort(), ['right', 'wrong'])
  assert.equal(await judgeCode(setup, id, app(setup.clock.ms - STEP_MS)), 'wrong')
  assert.equal(await judgeCode(setup, id, app(setup.clock.ms + STEP_MS)), 'right')
})

test('the code that turned it on signs nobody in', async () => {
  const id = await person()
  const app = appOf(value(await offerApp(setup, id)).secret)
  value(await confirmApp(setup, id, app(setup.clock.ms)))
  assert.equal(await judgeCode(setup, id, app(setup.clock.ms)), 'wrong')
})

const spellings = [
  { how: 'as it is printed', spell: (code: string) => code },
  { how: 'in small letters', spell: (code: string) => code.toLowerCase() },
  { how: 'without hyphens', spell: (code: string) => code.replaceAll('-', '') },
  { how: 'with O for 0 and l for 1', spell: (code: string) => code.replaceAll('0', 'O').replaceAll('1', 'l') },
]
for (const { how, spell } of spellings) {
  test(`a recovery code ${how} counts once`, async () => {
    const { id, codes } = await withApp()
    const code = spell(codes[0] as string)
    assert.deepEqual([await judgeCode(setup, id, code), await judgeCode(setup, id, code)], ['right', 'wrong'])
    assert.equal((await secondFactorOf(setup, id)).recoveryCodes, 9)
    const [line] = await auditLines(setup, INSTALLATION, null, 1)
    assert.deepEqual([line?.action, line?.target], ['user.recovery_code_used', id])
  })
}

test("another person's recovery code is of no use, nor is one that was renewed", async () => {
  const [amina, juma] = [await withApp(), await withApp()]
  assert.equal(await judgeCode(setup, juma.id, amina.codes[0] as string), 'wrong')
  const renewed = value(await renewRecoveryCodes(setup, amina.id))
  assert.equal(await judgeCode(setup, amina.id, amina.codes[0] as string), 'wrong')
  assert.equal(await judgeCode(setup, amina.id, renewed[0] as string), 'right')
})

test(`after ${WRONG_MAX} wrong ones no code is looked at for a while`, async () => {
  const { id, app, codes } = await withApp()
  for (let tries = 0; tries < WRONG_MAX; tries++) assert.equal(await judgeCode(setup, id, 'x'), 'wrong')
  const sinceMs = setup.clock.ms
  assert.equal(await judgeCode(setup, id, app(sinceMs)), 'blocked')
  assert.equal(await judgeCode(setup, id, codes[0] as string), 'blocked')
  setup.clock.ms = sinceMs + WRONG_WINDOW_MS - 1
  assert.equal(await judgeCode(setup, id, app(setup.clock.ms)), 'blocked')
  setup.clock.ms += 1
  assert.equal(await judgeCode(setup, id, app(setup.clock.ms)), 'right')
})

test('turned off, no code is asked for, its owner is told by mail, and another app may come', async () => {
  const { id, app, codes } = await withApp()
  value(await turnOff(setup, id))
  assert.equal(await judgeCode(setup, id, app(setup.clock.ms)), 'off')
  assert.equal(setup.letters.at(-1)?.kind, 'second_factor_removed')
  value(await offerApp(setup, id))
  assert.equal(await judgeCode(setup, id, codes[0] as string), 'off')
})
