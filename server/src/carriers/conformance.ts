// What every carrier is held to, whatever it speaks: played against a peer that does as told.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Carrier, CarrierEvents, InboundMessage, OutboundMessage, Receipt, SubmitOutcome } from './carrier.ts'

/** The other side, as a test tells it to behave. */
type Peer = {
  /** What becomes of messages from now on; `waits` leaves them unanswered until `answer`. */
  behave(how: 'accepts' | 'rejects' | 'throttles' | 'refuses_for_now' | 'waits'): void
  /** Resolves when so many wait for their answer. */
  waiting(count: number): Promise<void>
  /** Accepts those that wait. */
  answer(): void
  /** Cuts the connection. */
  drop(): void
  /** Resolves with whether it was acknowledged. */
  receipt(remoteId: string): Promise<boolean>
  inbound(message: { from: string; to: string; text: string }): Promise<boolean>
  close(): Promise<void>
}

type Subject = { carrier: Carrier; peer: Peer }

export function carrierConformance(name: string, create: (events: CarrierEvents) => Promise<Subject>): void {
  describe(`${name} is a carrier`, () => {
    const heard = listening()
    let carrier: Carrier
    let peer: Peer

    before(async () => {
      const subject = await create(heard.events)
      carrier = subject.carrier
      peer = subject.peer
    })
    after(async () => {
      await carrier.stop(1000)
      await peer.close()
    })

    async function send(text = 'Habari'): Promise<SubmitOutcome> {
      const outcome = await carrier.submit(message(text))
      carrier.release()
      return outcome
    }

    test('before it has started it takes nothing', async () => {
      assert.equal(carrier.status().up, false)
      assert.equal(carrier.room(), 0)
      assert.deepEqual(await send(), { kind: 'unsent' })
    })

    test('started, it comes up and says so', async () => {
      carrier.start()
      await heard.change(() => carrier.status().up)
      assert.ok(carrier.room() > 0)
      assert.equal(carrier.status().lastError, null)
    })

    test('a message taken has one remote id a segment, each its own', async () => {
      peer.behave('accepts')
      for (const [text, segments] of [
        ['Habari', 1],
        ['x'.repeat(320), 3],
      ] as const) {
        const outcome = await send(text)
        assert.equal(outcome.kind, 'accepted')
        assert.equal(outcome.kind === 'accepted' && new Set(outcome.remoteIds).size, segments)
      }
    })

    for (const [how, kind] of [
      ['rejects', 'rejected'],
      ['refuses_for_now', 'temporary'],
      ['throttles', 'throttled'],
    ] as const) {
      test(`what the peer ${how.replaceAll('_', ' ')} is ${kind}`, async () => {
        peer.behave(how)
        const outcome = await send()
        assert.equal(outcome.kind, kind)
        assert.ok('status' in outcome && outcome.status !== '')
      })
    }

    test('a slot is taken until its answer is durable', async () => {
      peer.behave('accepts')
      const room = carrier.room()
      await carrier.submit(message())
      assert.equal(carrier.room(), room - 1)
      carrier.release()
      assert.equal(carrier.room(), room)
    })

    test('a lost connection leaves what was unanswered uncertain, the oldest suspect, and comes back', async () => {
      peer.behave('waits')
      const outcomes = [send('one'), send('two'), send('three')]
      await peer.waiting(3)
      peer.drop()
      assert.deepEqual(
        await Promise.all(outcomes),
        [true, false, false].map((suspect) => ({ kind: 'uncertain', cause: 'session_lost', suspect })),
      )
      assert.equal(carrier.room(), 0)
      await heard.change(() => carrier.status().up)
      peer.behave('accepts')
      assert.equal((await send()).kind, 'accepted')
    })

    test('a receipt is acknowledged once it is durable', async () => {
      const { durable, order } = heard.hold()
      const acknowledged = peer.receipt('4711').then((isAcknowledged) => {
        order.push('acknowledged')
        return isAcknowledged
      })
      const [receipt] = await heard.receipts()
      assert.equal(receipt?.remoteId, '4711')
      assert.equal(receipt?.outcome, 'delivered')
      durable()
      assert.equal(await acknowledged, true)
      assert.deepEqual(order, ['durable', 'acknowledged'])
    })

    test('a receipt that could not be made durable is refused, and taken when it comes again', async () => {
      heard.fail()
      assert.equal(await peer.receipt('4712'), false)
      assert.equal(await peer.receipt('4712'), true)
    })

    test('an inbound message likewise', async () => {
      const inbound = { from: '255701000000', to: '15500', text: 'ACHA' }
      heard.fail()
      assert.equal(await peer.inbound(inbound), false)
      assert.equal(await peer.inbound(inbound), true)
      const { from, to, text } = heard.inbound() as InboundMessage
      assert.deepEqual({ from, to, text }, inbound)
    })

    test('stopping, it takes nothing new and waits for the answers under way', async () => {
      peer.behave('waits')
      const outcome = send()
      await peer.waiting(1)
      const stopped = carrier.stop(10_000)
      assert.equal(carrier.room(), 0)
      assert.deepEqual(await send(), { kind: 'unsent' })
      peer.answer()
      assert.equal((await outcome).kind, 'accepted')
      await stopped
      assert.equal(carrier.status().up, false)
    })
  })
}

let sent = 0

function message(text = 'Habari'): OutboundMessage {
  const messageId = `01920000-0000-7000-8000-${String(++sent).padStart(12, '0')}`
  return { messageId, source: 'INFO', msisdn: '255700000000', text, expiresAtMs: Date.now() + 86_400_000 }
}

/** The pipeline's part: durable at once, unless told to hold or to fail the next one. */
export function listening() {
  let look = () => {}
  let next: Promise<void> | null = null
  let failing = false
  let arrived: (receipts: Receipt[]) => void = () => {}
  let lastInbound: InboundMessage | undefined

  async function durable(): Promise<void> {
    const holding = next
    next = null
    await holding
    if (!failing) return
    failing = false
    throw new Error('the database is away')
  }

  const events: CarrierEvents = {
    async onReceipts(_, receipts) {
      arrived(receipts)
      await durable()
    },
    async onInbound(_, inbound) {
      await durable()
      lastInbound = inbound
      look()
    },
    onChange: () => look(),
  }

  return {
    events,
    /** Resolves when it holds, looked at whenever the carrier calls. */
    change(holds: () => boolean): Promise<void> {
      return new Promise((resolve) => {
        look = () => {
          if (holds()) resolve()
        }
        look()
      })
    },
    /** The next ones are durable when `durable` is called. */
    hold() {
      const order: string[] = []
      const { promise, resolve } = Promise.withResolvers<void>()
      next = promise.then(() => {
        order.push('durable')
      })
      return { durable: resolve, order }
    },
    fail() {
      failing = true
    },
    receipts: () =>
      new Promise<Receipt[]>((resolve) => {
        arrived = resolve
      }),
    inbound: () => lastInbound,
  }
}
