// test/harness/setup.ts: set-up over a database of one's own, with a clock that stands still and a key of its own.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Refusal } from '../../server/src/core/errors.ts'
import type { Letter } from '../../server/src/core/letters.ts'
import type { Result } from '../../server/src/core/result.ts'
import { type Knowledge, knowledge } from '../../server/src/pipeline/knowledge.ts'
import { openKeyring } from '../../server/src/seal.ts'
import { createAccount } from '../../server/src/setup/accounts.ts'
import { firstStart } from '../../server/src/setup/first-start.ts'
import { cost } from '../../server/src/setup/passwords.ts'
import { createRatePlan } from '../../server/src/setup/rate-plans.ts'
import type { Setup } from '../../server/src/setup/setup.ts'
import { openDatabase } from '../../server/src/store/database.ts'
import { judgeUrl } from '../../server/src/webhooks/address-guard.ts'
import { type TestDatabase, testDatabase } from './database.ts'

cost.logN = 10 // passwords are hashed as ever, in a hundredth of the time

export type TestSetup = Setup & {
  knowledge: Knowledge
  urls: TestDatabase
  clock: { now(): number; ms: number }
  /** Every letter that was sent, the first one first. */
  letters: Letter[]
}

/** As an operator finds it; with `started: false` as it is before its first start. */
export async function testSetup(
  t: { after(done: () => Promise<void>): void },
  { started = true } = {},
): Promise<TestSetup> {
  const urls = await testDatabase(t)
  const database = openDatabase({ url: urls.appUrl, connectionsMax: 6 })
  const folder = mkdtempSync(join(tmpdir(), 'njiwa-setup-'))
  t.after(async () => {
    await database.close()
    rmSync(folder, { recursive: true })
  })
  const clock = { ms: Date.parse('2030-03-01T12:00:00Z'), now: () => clock.ms }
  const letters: Letter[] = []
  const setup: TestSetup = {
    urls,
    letters,
    mail: { send: (letter) => void letters.push(letter) },
    database,
    knowledge: knowledge(database),
    clock,
    keyring: openKeyring(join(folder, 'key'), { create: true }),
    judgeUrl: (url) => judgeUrl(url, { allowPrivate: false }),
    validateCarrierConfig: (_kind, config) =>
      'host' in config
        ? { ok: true, value: config }
        : { ok: false, error: { code: 'config_invalid', message: 'host is missing' } },
    webhookStyles: ['native'],
    inboundStyles: ['native'],
    webhookBody: (_style, event) => JSON.stringify({ type: event.event }),
  }
  if (started) await firstStart(setup)
  return setup
}

/** The value; a refusal fails the test. */
export function value<T>(result: Result<T, Refusal>): T {
  if (!result.ok)
    throw new Error(`refused: ${JSON.stringify(result.error, (_, v) => (typeof v === 'bigint' ? `${v}` : v))}`)
  return result.value
}

/** The code of a refusal, with its field where it names one; `ok` when there was none. */
export function refusal(result: Result<unknown, Refusal>): string {
  if (result.ok) return 'ok'
  return result.error.field === undefined ? result.error.code : `${result.error.code} ${result.error.field}`
}

let plans = 0

/** A plan in `denomination` at 1 everywhere, for a test's account. */
export async function testPlan(setup: Setup, denomination: string): Promise<string> {
  const price = { country: '*', prefix: '', price: 1_000_000n, currency: denomination, effectiveAtMs: null }
  if (denomination === 'units') price.price = 1n
  const made = await createRatePlan(setup, 'installation', {
    name: `plan ${++plans}`,
    denomination,
    unitPrice: 25_000_000n,
    unitCurrency: 'TZS',
    homeCountry: 'TZ',
    refundPolicy: 'on_failure',
    prices: [price],
  })
  return value(made).plan.id
}

export async function testAccount(setup: Setup, denomination = 'units', name = 'Duka la Juma'): Promise<string> {
  const ratePlanId = await testPlan(setup, denomination)
  return value(await createAccount(setup, 'installation', { name, ratePlanId })).account.id
}
