import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ApiError, OfflineError } from '../../api/client.ts'
import type { SendBody } from '../../api/sending.ts'
import type { Order } from './SendOrder.ts'
import { NOTHING_SENT, priceAll, type Run, sendAll, unsentOf } from './SendRun.ts'

const order = (count: number): Order => ({
  sender: 'MyApp',
  route: '',
  text: 'Habari',
  scheduleAt: null,
  recipients: Array.from({ length: count }, (_, index) => ({ to: `+2557${10_000_000 + index}`, variables: {} })),
})
const refuse = (to: string) => (body: SendBody) => {
  const index = body.to?.indexOf(to) ?? -1
  if (index !== -1) throw new ApiError(422, { code: 'recipient_invalid', message: 'No.', field: `to.${index}` }, null)
}

test('a number that is refused is left out and named; the price is of the rest', async () => {
  const bad = order(1200).recipients[300]?.to as string
  const seen: number[] = []
  const priced = await priceAll(
    order(1200),
    async (body) => {
      refuse(bad)(body)
      return { cost: `${body.to?.length}.50` } as never
    },
    ({ done }) => seen.push(done),
  )
  assert.deepEqual([priced.recipients.length, priced.refused.length, priced.cost], [1199, 1, '1200.50'])
  assert.deepEqual(
    priced.refused.map(({ to, why }) => [to, why.code]),
    [[bad, 'recipient_invalid']],
  )
  assert.deepEqual(seen, [500, 1000, 1200])
})

function server({ lost = -1 } = {}) {
  const accepted = new Map<string, number>()
  let calls = 0
  return {
    accepted,
    async send(body: SendBody, key: string) {
      accepted.set(key, body.to?.length ?? 0)
      if (calls++ === lost) throw new OfflineError() // it was accepted, and the answer did not arrive
      return {
        message_count: body.to?.length,
        cost: String(body.to?.length),
        created_at: 'now',
        messages: [{ id: key }],
      } as never
    },
  }
}

test('an answer that is lost stops the run, and going on sends nobody twice', async () => {
  const { send, accepted } = server({ lost: 1 })
  let run: Run = NOTHING_SENT
  const on = (next: Run): void => {
    run = next
  }
  await assert.rejects(sendAll(order(1200), run, 'key', send, on), OfflineError)
  assert.deepEqual([run.messages, run.parts], [500, 1])
  run = await sendAll(order(1200), run, 'key', send, on)
  assert.deepEqual([run.messages, run.cost, run.first], [1200, '1200', { id: 'key 0 500', at: 'now' }])
  assert.deepEqual([...accepted.values()], [500, 500, 200])
})

test('it stops between parts, and says whom it has not sent to', async () => {
  const { send } = server()
  let run: Run = NOTHING_SENT
  const on = (next: Run): void => {
    run = next
  }
  run = await sendAll(order(1200), run, 'key', send, on, () => run.parts > 0)
  assert.deepEqual([run.messages, unsentOf(order(1200), run).length], [500, 700])
  assert.deepEqual(unsentOf(order(1200), run)[0], order(1200).recipients[500])
  run = await sendAll(order(1200), run, 'key', send, on)
  assert.deepEqual([run.messages, unsentOf(order(1200), run)], [1200, []])
})

test('what stops everybody stops the run', async () => {
  const poor = async () => {
    throw new ApiError(402, { code: 'insufficient_funds', message: 'Short.', field: null }, null)
  }
  await assert.rejects(
    sendAll(order(1), NOTHING_SENT, 'key', poor, () => {}),
    ApiError,
  )
})
