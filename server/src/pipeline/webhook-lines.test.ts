import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { WebhookJob } from '../store/webhook-jobs.ts'
import { webhookLines } from './webhook-lines.ts'

let ids = 0
function job(accountId: string, host: string, messageId = `m${ids}`): WebhookJob {
  const rest = { endpointId: null, style: 'native', event: 'message.sent', requestId: null, payload: '{}' }
  return { accountId, id: `j${ids++}`, url: `https://${host}/in`, messageId, attempts: [], tries: 0, ...rest }
}
const jobs = (count: number, accountId: string, host: (index: number) => string): WebhookJob[] =>
  Array.from({ length: count }, (_, index) => job(accountId, host(index)))

/** Receivers that answer when the test says so. */
function bench() {
  let allowed = true
  const posted: WebhookJob[] = []
  const answers = new Map<WebhookJob, () => void>()
  const lines = webhookLines({
    may: () => allowed,
    post(each) {
      posted.push(each)
      return new Promise((resolve) => answers.set(each, resolve))
    },
  })
  async function answer(...these: WebhookJob[]): Promise<void> {
    for (const each of these) answers.get(each)?.()
    await new Promise((resolve) => setImmediate(resolve))
  }
  const of = (accountId: string) => posted.filter((each) => each.accountId === accountId)
  return { lines, posted, of, answer, allow: (may: boolean) => (allowed = may) }
}

test('an origin that hangs has 16 posts, and each that ends makes room for the next', async () => {
  const { lines, posted, answer } = bench()
  lines.add(jobs(20, 'a', () => 'hangs'))
  assert.equal(posted.length, 16)
  lines.add(jobs(1, 'a', () => 'well'))
  assert.equal(posted.length, 17)
  await answer(posted[0] as WebhookJob, posted[1] as WebhookJob)
  assert.deepEqual([posted.length, lines.depth()], [19, { inMemory: 2, underWay: 17 }])
})

test('accounts take turns at an origin', async () => {
  const { lines, posted, answer } = bench()
  lines.add(jobs(40, 'a', () => 'both'))
  lines.add(jobs(3, 'b', () => 'both'))
  for (let i = 0; i < 6; i++) await answer(posted[i] as WebhookJob)
  assert.deepEqual(
    posted.slice(16).map(({ accountId }) => accountId),
    ['a', 'b', 'a', 'b', 'a', 'b'],
  )
})

test('of one message the next webhook waits for the one before it, ahead of those of other messages', async () => {
  const { lines, posted, answer } = bench()
  const [sent, delivered] = [job('a', 'x', 'one'), job('a', 'x', 'one')]
  lines.add([sent, delivered, ...jobs(20, 'a', () => 'x')])
  assert.equal(posted.includes(delivered), false)
  await answer(sent)
  assert.equal(posted.at(-1), delivered)
})

const MANY = [
  { what: 'one account whose every origin hangs', accounts: 1, underWay: 171 },
  { what: 'ten', accounts: 10, underWay: 504 },
  { what: 'two hundred', accounts: 200, underWay: 512 },
]
for (const { what, accounts, underWay } of MANY) {
  test(`${what}: another is served at once, or in its turn as they run out of time`, async () => {
    const { lines, posted, of, answer } = bench()
    for (let i = 0; i < accounts; i++) lines.add(jobs(600, `a${i}`, (index) => `hangs${i}-${index}`))
    assert.equal(lines.depth().underWay, underWay)
    lines.add(jobs(1, 'other', () => 'well'))
    let ended = 0
    while (of('other').length === 0 && ended < accounts) await answer(posted[ended++] as WebhookJob)
    assert.equal(of('other').length, 1)
  })
}

test('what stood still for want of a share goes on as others give theirs back', async () => {
  const { lines, posted, of, answer } = bench()
  for (const account of ['a', 'b']) lines.add(jobs(400, account, (index) => `${account}${index}`))
  const before = of('b').length
  await answer(...of('a'))
  lines.serve()
  assert.ok(of('b').length > before)
  for (let done = 0; done < posted.length; ) {
    const next = posted.slice(done)
    done += next.length
    await answer(...next)
    lines.serve()
  }
  assert.deepEqual([posted.length, lines.depth()], [800, { inMemory: 0, underWay: 0 }])
})

test('memory: an origin takes a fifth, an account a third, and of many that hang each as much as is left', () => {
  const { lines, allow } = bench()
  allow(false)
  /** How many of a thousand times ten have room, and are taken. */
  const fill = (accountId: string, host: (index: number) => string): number => {
    let taken = 0
    for (let i = 0; i < 10; i++) {
      const fitting = jobs(1000, accountId, host).filter(lines.room())
      lines.add(fitting)
      taken += fitting.length
    }
    return taken
  }
  assert.equal(
    fill('a', () => 'hangs'),
    4000,
  )
  assert.equal(
    fill('a', () => 'well'),
    2667,
  )
  const excess = () => Array.from({ length: 20 }, () => lines.excess(500)).flat()
  assert.deepEqual(excess(), [])
  for (let i = 0; i < 30; i++) {
    excess()
    fill(`more${i}`, (index) => `${i}-${index % 50}`)
  }
  const { jobs: room, exceptAccounts, exceptOrigins } = lines.wanted()
  assert.ok(room > 100)
  assert.ok(
    exceptAccounts.includes('a') && exceptAccounts.includes('more29'),
    `${lines.depth().inMemory} ${exceptAccounts}`,
  )
  assert.ok(exceptOrigins.includes('https://hangs'))
  assert.ok(fill('other', () => 'other') > 100)
})

test('without a lease nothing is posted; with it again, all goes on; once it is lost, nothing is left', async () => {
  const { lines, posted, answer, allow } = bench()
  allow(false)
  lines.add(jobs(20, 'a', () => 'x'))
  assert.equal(posted.length, 0)
  allow(true)
  lines.serve()
  assert.equal(posted.length, 16)
  lines.drop()
  await answer(...posted)
  assert.deepEqual([posted.length, lines.depth()], [16, { inMemory: 0, underWay: 0 }])
  lines.add(jobs(1, 'a', () => 'x'))
  assert.equal(posted.length, 17)
})
