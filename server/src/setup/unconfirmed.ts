// Sign-ups whose address nobody confirmed within a week are forgotten: the person, and the account they came for unless it
// became somebody's by then.
import type { Logger } from 'pino'
import { INSTALLATION, lockHead } from '../store/audit.ts'
import { forgetPeople, overdueSignUps, removeUnused } from '../store/sign-ups.ts'
import { GENESIS } from './audit-chain.ts'
import { changeInstallation, type Setup } from './setup.ts'

const AFTER_MS = 7 * 86_400_000
const EVERY_MS = 3_600_000
const AT_ONCE = 100

export function unconfirmed(options: { setup: Setup; log: Logger }): { start(): void; stop(): Promise<void> } {
  const { setup, log } = options
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  let forgetting: Promise<void> = Promise.resolve()
  const next = (): void => {
    forgetting = forgetting
      .then(async () => {
        const forgotten = await forgetUnconfirmed(setup, () => stopped)
        if (forgotten.people > 0) log.info(forgotten, 'sign-ups that were not confirmed were forgotten')
      })
      .catch((error) => log.warn({ err: error }, 'sign-ups that were not confirmed could not be forgotten'))
  }
  return {
    start() {
      next()
      timer = setInterval(next, EVERY_MS)
    },
    async stop() {
      stopped = true
      clearInterval(timer)
      await forgetting
    },
  }
}

/** Forgets all that are due, a batch a transaction; answers how many. */
export async function forgetUnconfirmed(
  setup: Setup,
  isStopped = () => false,
): Promise<{ people: number; accounts: number }> {
  const all = { people: 0, accounts: 0 }
  while (!isStopped()) {
    const nowMs = setup.clock.now()
    const due = await setup.database.transaction([], (tx) => overdueSignUps(tx, nowMs - AFTER_MS, nowMs, 1))
    if (due.length === 0) return all
    const { people, accounts } = await forgetSome(setup)
    all.people += people
    all.accounts += accounts
  }
  return all
}

async function forgetSome(setup: Setup): Promise<{ people: number; accounts: number }> {
  const forgotten = await changeInstallation(setup, 'installation', async ({ tx, nowMs, audit }) => {
    // Under the lock of the installation's log, as a confirmation is: nobody confirms in between.
    const people = await overdueSignUps(tx, nowMs - AFTER_MS, nowMs, AT_ONCE)
    const left = await forgetPeople(tx, people)
    tx.see([INSTALLATION, ...left])
    for (const accountId of left) await lockHead(tx, accountId, GENESIS) // and nobody changes the account
    const counts = { people: people.length, accounts: await removeUnused(tx, left) }
    if (counts.people > 0) audit('sign_ups.forgotten', 'sign_up', counts)
    return counts
  })
  if (!forgotten.ok) throw new Error(`sign-ups: ${forgotten.error.code}`)
  return forgotten.value
}
