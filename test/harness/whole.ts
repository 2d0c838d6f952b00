// test/harness/whole.ts: after a fault everything accepted ends once, is paid for or given back once, and is told; and what
// the customer, the book, the SMSC and the webhook sink say of it is the same.
import assert from 'node:assert/strict'
import { setTimeout as wait } from 'node:timers/promises'
import type { Installation } from './installation.ts'
import type { Traffic } from './traffic.ts'

/** How the simulator has a message end, by its recipient. */
const FAILED: Record<string, string> = {
  '0001': 'rejected',
  '0002': 'undeliverable',
  '0003': 'expired',
  '0005': 'expired',
  '0009': 'not_submitted',
}

export type Figures = { messages: number; duplicates: number; toldTwice: number }

/** Waits until every message has ended and everybody is told. Throws when it takes longer than `withinMs`. */
export async function untilAllEnd({ sql, warnings }: Installation, withinMs = 60_000): Promise<void> {
  const untilMs = performance.now() + withinMs
  for (;;) {
    const [open] = await sql<{ messages: string; webhooks: string; seen: string[]; told: string[] }>(
      `select (select count(*) from queue) as messages, (select count(*) from webhook_jobs) as webhooks,
        array(select m.state || ' ' || m.msisdn || ' owner ' || coalesce(q.owner::text, 'none') || ' due ' || q.due_at
          from queue q join messages m on m.account_id = q.account_id and m.id = q.message_id limit 5) as seen,
        array(select event || ' owner ' || coalesce(owner::text, 'none') || ' due ' || due_at || ' tried ' || attempts
          from webhook_jobs limit 5) as told`,
    )
    if (open?.messages === '0' && open.webhooks === '0') return
    if (performance.now() > untilMs)
      assert.fail(`still open: ${JSON.stringify(open)}\n${warnings().slice(-30).join('\n')}`)
    await wait(50)
  }
}

/** `duplicatesMax`: how many submits the SMSCs may have taken beyond one a message. */
export async function assertWhole(
  { sql, accountId, units, smscs, sink, verify, warnings }: Installation,
  sent: Traffic['sent'],
  { duplicatesMax }: { duplicatesMax: number },
): Promise<Figures> {
  assert.deepEqual((await verify()).breaches, [])

  // Requests: those the customer was told of, and no others.
  const requests = await sql<{ id: string }>('select id from requests where account_id = $1', [accountId])
  assert.deepEqual(requests.map(({ id }) => id).sort(), sent.map(({ requestId }) => requestId).sort())

  // Messages: each once, ended as the SMSC had it end.
  const messages = await sql<{ id: string; msisdn: string; state: string; reason: string | null }>(
    'select id, msisdn, state, reason from messages where account_id = $1',
    [accountId],
  )
  const accepted = sent.flatMap(({ to }) => to)
  assert.deepEqual(messages.map(({ msisdn }) => msisdn).sort(), [...accepted].sort())
  for (const { msisdn, state, reason } of messages) {
    const failure = FAILED[msisdn.slice(-4)]
    const expected = failure === undefined ? 'delivered null' : `failed ${failure}`
    assert.equal(`${state} ${reason}`, expected, msisdn)
  }

  // Money: what was delivered is paid for, all else given back.
  const delivered = messages.filter(({ state }) => state === 'delivered').length
  const wallets = await sql('select balance::int, held::int from wallets where account_id = $1', [accountId])
  assert.deepEqual(wallets, [{ balance: units - delivered, held: 0 }])

  // The SMSC: each at least once, and few more often.
  let duplicates = 0
  for (const msisdn of accepted) {
    const taken = smscs.reduce((sum, smsc) => sum + (smsc.taken.get(msisdn) ?? 0), 0)
    if (!['0001', '0009'].includes(msisdn.slice(-4))) assert.ok(taken >= 1, `${msisdn} never came to the SMSC`)
    duplicates += Math.max(0, taken - 1)
  }
  if (duplicates > duplicatesMax)
    assert.fail(`${duplicates} duplicates, ${duplicatesMax} allowed\n${warnings().slice(-30).join('\n')}`)

  // The sink: told of each final state, under one id however often.
  const heard = new Map<string, Set<string>>()
  for (const { event, messageId, webhookId } of sink.told) {
    const name = `${event} ${messageId}`
    heard.set(name, (heard.get(name) ?? new Set()).add(webhookId))
  }
  for (const [name, ids] of heard) assert.equal(ids.size, 1, `${name} was told under ${ids.size} ids`)
  for (const { id, state } of messages)
    assert.ok(heard.has(`message.${state} ${id}`), `nobody was told of ${state} ${id}`)
  return { messages: messages.length, duplicates, toldTwice: sink.told.length - heard.size }
}
