// A test message to a carrier, outside the pipeline and free of charge: does it take one, and does a receipt come back?
import { setTimeout as wait } from 'node:timers/promises'
import { refuse } from '../core/errors.ts'
import { parseMsisdn } from '../core/recipients.ts'
import { isId } from '../ids.ts'
import { unpark } from '../store/carrier-refs.ts'
import { readCarrier } from '../store/carriers.ts'
import { invalid, line, sender } from './fields.ts'
import { type Actor, changeInstallation, type Outcome, type Setup } from './setup.ts'

type TrialInput = { to: string; sender: string; text: string; waitMs: number }

/** What the carrier said: `unsent` when it is not bound, or its window is full. */
type TrialAnswer = {
  outcome: 'accepted' | 'rejected' | 'throttled' | 'temporary' | 'uncertain' | 'unsent'
  status: string | null
  remoteIds: string[]
  answeredMs: number
}
type TrialReceipt = { stat: string; error: string | null; outcome: 'delivered' | 'failed' | null; atMs: number }
export type Trial = TrialAnswer & { receipts: TrialReceipt[] }

/** Hands a carrier one message; null where this node does not run it. */
export type Submit = (
  carrierId: string,
  message: { source: string; msisdn: string; text: string },
) => Promise<TrialAnswer | null>

const LOOK_EVERY_MS = 200

/** Waits `waitMs` at the most for the receipts of a message that was taken. */
export async function tryCarrier(
  setup: Setup,
  actor: Actor,
  carrierId: string,
  input: TrialInput,
  submit: Submit,
): Outcome<Trial> {
  const began = await changeInstallation(setup, actor, async ({ tx, audit }) => {
    const carrier = isId(carrierId) ? await readCarrier(tx, carrierId) : null
    if (!carrier) refuse({ code: 'not_found' })
    const to = parseMsisdn(input.to, 'international')
    if (!to.ok) invalid('to', 'a number with its country code, such as +255712345678')
    const message = {
      source: sender(input.sender, 'sender'),
      msisdn: to.value.msisdn,
      text: line(input.text, 'text', 160),
    }
    audit('carrier.tested', carrierId, { name: carrier.name, country: to.value.country })
    return message
  })
  if (!began.ok) return began
  const answer = await submit(carrierId, began.value)
  if (!answer) {
    const message = 'This node does not run the carrier: it is paused, or another node does.'
    return { ok: false, error: { code: 'conflict', obstacle: 'carrier_elsewhere', message } }
  }
  return {
    ok: true,
    value: { ...answer, receipts: await receiptsOf(setup, carrierId, answer.remoteIds, input.waitMs) },
  }
}

/** Nothing is known of the message, so its receipts are parked like those that come too early. */
async function receiptsOf(setup: Setup, carrierId: string, remoteIds: string[], waitMs: number) {
  const keys = remoteIds.map((remoteId) => ({ carrierId, remoteId }))
  const receipts: TrialReceipt[] = []
  const deadline = performance.now() + waitMs
  while (final(receipts) < remoteIds.length && performance.now() < deadline) {
    await wait(LOOK_EVERY_MS)
    for (const { receipt, atMs } of await setup.database.transaction([], (tx) => unpark(tx, keys))) {
      const { stat, error, outcome } = receipt as TrialReceipt
      receipts.push({ stat, error, outcome, atMs })
    }
  }
  return receipts
}

const final = (receipts: readonly TrialReceipt[]): number => receipts.filter(({ outcome }) => outcome !== null).length
