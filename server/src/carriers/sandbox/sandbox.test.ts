import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { pino } from 'pino'
import { systemClock } from '../../clock.ts'
import type { Carrier, InboundMessage, Receipt } from '../carrier.ts'
import { createSmppCarrier } from '../smpp/index.ts'
import { sandboxConfig } from './index.ts'
import { type SandboxProcess, startSandbox } from './process.ts'

const log = pino({ level: 'silent' })
const received = { receipts: [] as Receipt[], inbound: [] as InboundMessage[] }
let heard = () => {}

/** Resolves when `found` has an answer, looked at whenever something happens to the carrier. */
function until<T>(found: () => T | undefined): Promise<T> {
  return new Promise((resolve) => {
    heard = () => {
      const answer = found()
      if (answer !== undefined) resolve(answer)
    }
    heard()
  })
}

let folder: string
let sandbox: SandboxProcess
let carrier: Carrier

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'njiwa-sandbox-'))
  const journalFile = join(folder, 'journal')
  sandbox = await startSandbox({ journalFile, delayMs: 1, nodePath: process.execPath, log })
  carrier = createSmppCarrier({
    id: 'sandbox',
    name: 'Sandbox',
    ...sandboxConfig(sandbox),
    clock: systemClock,
    log,
    events: {
      async onReceipts(_, receipts) {
        received.receipts.push(...receipts)
        heard()
      },
      async onInbound(_, message) {
        received.inbound.push(message)
        heard()
      },
      onChange: () => heard(),
    },
  })
  carrier.start()
  await until(() => carrier.status().up || undefined)
})

after(async () => {
  await carrier.stop(2000)
  await sandbox.stop()
  rmSync(folder, { recursive: true })
})

async function send(msisdn: string) {
  const message = { source: 'INFO', msisdn, text: 'Habari', expiresAtMs: Date.now() + 86_400_000 }
  const outcome = await carrier.submit({ messageId: crypto.randomUUID(), ...message })
  carrier.release()
  return outcome
}

test('a message is taken, and its receipt names it', async () => {
  const outcome = await send('255700001234')
  assert.equal(outcome.kind, 'accepted')
  const [remoteId] = outcome.kind === 'accepted' ? outcome.remoteIds : []
  const receipt = await until(() => received.receipts.find((each) => each.remoteId === remoteId))
  assert.equal(receipt.outcome, 'delivered')
  assert.equal(receipt.msisdn, '255700001234')
})

test('the last four digits choose the refusal', async () => {
  assert.deepEqual(await send('255700000001'), { kind: 'rejected', status: 'ESME_RINVDSTADR' })
  assert.deepEqual(await send('255700000004'), { kind: 'throttled', status: 'ESME_RTHROTTLED' })
  assert.deepEqual(await send('255700000009'), { kind: 'temporary', status: 'ESME_RSYSERR', triesMax: 3 })
})

test('a dropped connection makes the message uncertain, and the link comes back', async () => {
  assert.deepEqual(await send('255700000008'), { kind: 'uncertain', cause: 'session_lost', suspect: true })
  await until(() => carrier.status().up || undefined)
  assert.equal((await send('255700000008')).kind, 'accepted')
})

test('an inbound message arrives whole, and whoever sent it hears so', async () => {
  const text = 'Ujumbe mrefu '.repeat(30)
  const answer = await sandbox.inbound({ from: '255701000000', to: '255701000001', text })
  assert.deepEqual([answer.segments, answer.command_status], [3, 0])
  const message = await until(() => received.inbound.at(-1))
  assert.deepEqual([message.from, message.to, message.text], ['255701000000', '255701000001', text])
})

test('an inbound message that no SMS can carry is refused', async () => {
  await assert.rejects(sandbox.inbound({ from: '2'.repeat(30), to: '1', text: 'x' }))
})
