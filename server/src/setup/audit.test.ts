import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import pg from 'pg'
import { testAccount, testSetup, value } from '../../../test/harness/setup.ts'
import { changeAccountSettings } from './accounts.ts'
import { type AuditFilter, auditLines, INSTALLATION, verifyAudit } from './audit.ts'
import { canonicalJson } from './audit-chain.ts'

const setup = await testSetup({ after })

/** Five lines in a chain of its own. */
async function chain(): Promise<string> {
  const account = await testAccount(setup)
  for (const name of ['a', 'b', 'c', 'd']) value(await changeAccountSettings(setup, 'user:alice', account, { name }))
  return account
}

async function asOwner(sql: string, values: unknown[]): Promise<void> {
  const client = new pg.Client(setup.urls.ownerUrl)
  await client.connect()
  await client.query(`select set_config('njiwa.scope', 'all', false)`)
  try {
    await client.query(sql, values)
  } finally {
    await client.end()
  }
}

test('a chain that nobody touched is whole', async () => {
  const account = await chain()
  assert.deepEqual(await verifyAudit(setup, account), { chains: 1, lines: 5n, breaks: [] })
  const actions = (await auditLines(setup, account, null, 10)).map((line) => `${line.seq} ${line.actor} ${line.action}`)
  assert.deepEqual(actions.slice(-2), ['2 user:alice account.changed', '1 installation account.created'])
})

const tampering = [
  {
    what: 'a changed detail',
    sql: `update audit_log set detail = '{"name": "x"}' where account_id = $1 and seq = 3`,
    seq: 3n,
    reason: 'changed',
  },
  {
    what: 'a changed actor',
    sql: `update audit_log set actor = 'user:bob' where account_id = $1 and seq = 3`,
    seq: 3n,
    reason: 'changed',
  },
  {
    what: 'a changed time',
    sql: `update audit_log set at = at + interval '1 ms' where account_id = $1 and seq = 5`,
    seq: 5n,
    reason: 'changed',
  },
  {
    what: 'a line taken out',
    sql: 'delete from audit_log where account_id = $1 and seq = 3',
    seq: 3n,
    reason: 'missing',
  },
  {
    what: 'the first line taken out',
    sql: 'delete from audit_log where account_id = $1 and seq = 1',
    seq: 1n,
    reason: 'missing',
  },
  {
    what: 'the end cut off',
    sql: 'delete from audit_log where account_id = $1 and seq = 5',
    seq: 5n,
    reason: 'cut_off',
  },
  { what: 'everything cut off', sql: 'delete from audit_log where account_id = $1', seq: 1n, reason: 'cut_off' },
  { what: 'the head taken away', sql: 'delete from audit_heads where account_id = $1', seq: 6n, reason: 'cut_off' },
]
for (const { what, sql, seq, reason } of tampering) {
  test(`${what} is found`, async () => {
    const account = await chain()
    await asOwner(sql, [account])
    const { breaks } = await verifyAudit(setup, account)
    assert.deepEqual(breaks, [{ accountId: account, seq, reason }])
    assert.ok((await verifyAudit(setup, null)).breaks.length > 0)
  })
}

test('the role that the server signs in as cannot change a line', async () => {
  const account = await chain()
  for (const text of [
    'update audit_log set actor = $2 where account_id = $1',
    'delete from audit_log where account_id = $1 and actor <> $2',
  ]) {
    const tried = setup.database.transaction([account], (tx) =>
      tx.run({ name: text.slice(0, 6), text }, [account, 'x']),
    )
    await assert.rejects(tried, /permission denied/)
  }
})

test('changes at the same moment make one chain', async () => {
  const account = await testAccount(setup)
  const names = Array.from({ length: 20 }, (_, i) => `name ${i}`)
  await Promise.all(names.map((name) => changeAccountSettings(setup, 'user:alice', account, { name })))
  assert.deepEqual(await verifyAudit(setup, account), { chains: 1, lines: 21n, breaks: [] })
})

test('pages meet without a gap and without a repetition, over all accounts', async () => {
  await chain()
  const all = await auditLines(setup, null, null, 1000)
  const paged: string[] = []
  for (let place: Parameters<typeof auditLines>[2] = null; ; ) {
    const page = await auditLines(setup, null, place, 3)
    paged.push(...page.map((line) => `${line.account_id} ${line.seq}`))
    const last = page.at(-1)
    if (!last) break
    place = { atMs: last.at.getTime(), accountId: last.account_id, seq: last.seq }
  }
  assert.deepEqual(
    paged,
    all.map((line) => `${line.account_id} ${line.seq}`),
  )
  assert.ok(all.some((line) => line.account_id === INSTALLATION && line.action === 'installation.started'))
})

test('lines are found by who did it and by a part of the account’s name, in any case', async () => {
  const account = await testAccount(setup)
  value(await changeAccountSettings(setup, 'user:alice', account, { name: 'Soko la Kariakoo' }))
  const found = async (filter: AuditFilter) => {
    const lines = await auditLines(setup, null, null, 1000, filter)
    return lines.map((line) => `${line.account_id === account} ${line.actor}`)
  }
  assert.deepEqual(await found({ accountName: 'kariakoo' }), ['true user:alice', 'true installation'])
  assert.deepEqual(await found({ accountName: 'kariakoo', actor: 'user:alice' }), ['true user:alice'])
  assert.deepEqual(await found({ accountName: 'kariako%' }), [])
  assert.deepEqual(await found({ actor: 'nobody of that name' }), [])
})

test('canonical JSON does not depend on the order of names', () => {
  assert.equal(canonicalJson({ b: [1, { d: null, c: 'é"' }], a: undefined }), '{"b":[1,{"c":"é\\"","d":null}]}')
})
