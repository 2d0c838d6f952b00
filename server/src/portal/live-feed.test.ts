import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { liveFeed, type News } from './live-feed.ts'
import { putMessages } from './testing/messages.ts'
import { testPortal } from './testing/portal.ts'

const { setup, app, call, person, signedIn, account } = await testPortal({ after })
const failed = (error: unknown): void => assert.fail(String(error))
// It looks when it is told to.
const feed = () => liveFeed(setup, { tickMs: 2 ** 30, onError: failed })
const shown = ({ changes, wallet, more }: News) =>
  `${wallet.balance - wallet.held} ${changes.map(({ was, state }) => `${was} to ${state}`).join(', ')}${more ? ' and more' : ''}`

async function sessionIn(accountId: string, role: 'owner' | 'viewer' = 'owner') {
  const headers = await signedIn(await person(role, accountId))
  const sessions = await setup.database.transaction([], (tx) =>
    tx.run<{ id: string }>({
      name: 'test_sessions',
      text: 'select id from sessions order by created_at desc, id desc limit 1',
    }),
  )
  return { headers, sessionId: sessions[0]?.id as string }
}

const spend = (accountId: string, held: number) =>
  setup.database.transaction([accountId], (tx) =>
    tx.run({ name: 'test_spend', text: 'update wallets set balance = 100, held = $2 where account_id = $1' }, [
      accountId,
      held,
    ]),
  )
const become = (accountId: string, state: string) =>
  setup.database.transaction([accountId], (tx) =>
    tx.run({ name: 'test_become', text: 'update messages set state = $2 where account_id = $1' }, [accountId, state]),
  )

test('a watcher is told what became of messages and money since it came, and of its own account alone', async () => {
  const [mine, other] = [await account(), await account()]
  const told: string[] = []
  const others: string[] = []
  const live = feed()
  live.watch({ ...(await sessionIn(mine)), accountId: mine, tell: (news) => told.push(shown(news)), end() {} })
  live.watch({ ...(await sessionIn(other)), accountId: other, tell: (news) => others.push(shown(news)), end() {} })
  await putMessages(setup, mine, [{ state: 'delivered' }])
  await live.tick()
  assert.deepEqual(told, []) // the pages have read that themselves
  await putMessages(setup, mine, [{ state: 'queued' }])
  await spend(mine, 1)
  await live.tick()
  await live.tick()
  await become(mine, 'sent') // a carrier takes it: no money moves
  await live.tick()
  await spend(mine, 0)
  await become(mine, 'delivered')
  await live.tick()
  assert.deepEqual(told, [
    '99 null to queued',
    '99 queued to sent, delivered to sent',
    '100 sent to delivered, sent to delivered',
  ])
  assert.deepEqual(others, [])
  live.close()
})

const endings = [
  {
    what: 'signed out',
    async end({ headers }: { headers: Record<string, string> }) {
      await call({ method: 'POST', path: '/portal/api/sign-out', headers })
    },
  },
  {
    what: 'taken out of the account',
    async end({ accountId }: { accountId: string }) {
      await setup.database.transaction([], (tx) =>
        tx.run({ name: 'test_leave', text: 'delete from memberships where account_id = $1' }, [accountId]),
      )
    },
  },
  {
    what: 'idle for half an hour',
    async end() {
      setup.clock.ms += 30 * 60_000
    },
  },
]
for (const { what, end } of endings) {
  test(`whoever was ${what} is told no more`, async () => {
    const accountId = await account()
    const { headers, sessionId } = await sessionIn(accountId)
    let ended = 0
    const live = feed()
    live.watch({ sessionId, accountId, tell() {}, end: () => ended++ })
    for (let tick = 0; tick < 3; tick++) await live.tick()
    assert.equal(ended, 0)
    await end({ headers, accountId })
    for (let tick = 0; tick < 3; tick++) await live.tick()
    assert.equal(ended, 1)
    live.close()
  })
}

test('nobody fills it: eight pages a session', async () => {
  const accountId = await account()
  const { sessionId } = await sessionIn(accountId)
  const live = feed()
  const watcher = { sessionId, accountId, tell() {}, end() {} }
  const stops = Array.from({ length: 8 }, () => live.watch({ ...watcher }))
  assert.equal(live.watch({ ...watcher }), null)
  stops[0]?.()
  assert.notEqual(live.watch({ ...watcher }), null)
  live.close()
})

test('/portal/api/events streams to a page until the server goes', async () => {
  const accountId = await account()
  const { headers } = await sessionIn(accountId)
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as { port: number }
  const answer = await fetch(`http://127.0.0.1:${port}/portal/api/events?account=${accountId}`, {
    headers: { cookie: headers.cookie },
  })
  assert.equal(answer.headers.get('content-type'), 'text/event-stream; charset=utf-8')
  assert.equal(answer.headers.get('x-content-type-options'), 'nosniff')
  const closing = app.close()
  const text = await answer.text()
  await closing
  assert.equal(text, 'retry: 3000\n\n')
})
