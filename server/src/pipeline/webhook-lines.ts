// Which webhook is posted next. What an account is told at an origin is one line, and lines take turns. An account and an
// origin have a share of what is left, of memory and of posts under way: however many of them hang, some is left for others.
import type { WebhookJob } from '../store/webhook-jobs.ts'

export type WebhookLines = {
  /** Says of one job after the other whether there is room for it, beside those of which it said so. */
  room(): (job: WebhookJob) => boolean
  add(jobs: readonly WebhookJob[]): void
  /** Posts what may be posted. */
  serve(): void
  /** How many more there is room for, and of whom no more. */
  wanted(): { jobs: number; exceptAccounts: string[]; exceptOrigins: string[] }
  /** Lets go of what is far beyond its share since others came, the latest first. */
  excess(max: number): WebhookJob[]
  /** Forgets all that is not under way. */
  drop(): void
  depth(): { inMemory: number; underWay: number }
}

const IN_MEMORY_MAX = 20_000
const UNDER_WAY_MAX = 512
const PER_ORIGIN_UNDER_WAY_MAX = 16
// Of what is left: alone, an account comes to a third of the whole.
const ACCOUNT_SHARE = 1 / 2
const ORIGIN_SHARE = 1 / 4
/** How many times its share is far beyond it: what is let go is claimed again later, and that costs. */
const EXCESS = 2

/** What an account, or an origin, has of this node. `waiting` are lines that stand still because it has its share. */
type Share = { key: string; inMemory: number; underWay: number; underWayMax(): number; waiting: Set<Line> }
type Line = { key: string; account: Share; origin: Share; jobs: WebhookJob[] }

export function webhookLines(options: {
  /** Whether anything may be posted now. */
  may(): boolean
  /** Never rejects. */
  post(job: WebhookJob): Promise<void>
}): WebhookLines {
  const lines = new Map<string, Line>()
  const accounts = new Map<string, Share>()
  const origins = new Map<string, Share>()
  /** In turn. A line that has jobs is here or waits for a share. */
  const ready = new Set<Line>()
  /** What is being posted now, and what waits behind it: of one message nothing is overtaken. */
  const talking = new Map<string, WebhookJob[]>()
  let inMemory = 0
  let underWay = 0

  const free = (): number => IN_MEMORY_MAX - inMemory
  const accountMax = (): number => (UNDER_WAY_MAX - underWay) * ACCOUNT_SHARE
  const originMax = (): number => PER_ORIGIN_UNDER_WAY_MAX
  const isFull = (share: Share): boolean => share.underWay >= share.underWayMax()
  const isIdle = (share: Share): boolean => share.inMemory === 0 && share.underWay === 0

  function shareOf(shares: Map<string, Share>, key: string, underWayMax: () => number): Share {
    let share = shares.get(key)
    if (!share) {
      share = { key, inMemory: 0, underWay: 0, underWayMax, waiting: new Set() }
      shares.set(key, share)
    }
    return share
  }

  function lineOf({ accountId, url }: WebhookJob): Line {
    const origin = originOf(url)
    const key = `${accountId} ${origin}`
    let line = lines.get(key)
    if (!line) {
      const account = shareOf(accounts, accountId, accountMax)
      line = { key, account, origin: shareOf(origins, origin, originMax), jobs: [] }
      lines.set(key, line)
    }
    return line
  }

  function hold({ account, origin }: Line, change: number): void {
    inMemory += change
    account.inMemory += change
    origin.inMemory += change
  }

  function occupy({ account, origin }: Line, change: number): void {
    underWay += change
    account.underWay += change
    origin.underWay += change
  }

  function serve(): void {
    for (const line of ready) {
      if (underWay >= UNDER_WAY_MAX || !options.may()) return
      ready.delete(line)
      const full = [line.origin, line.account].find(isFull)
      if (full) full.waiting.add(line)
      else begin(line)
      // It may have been woken for room that it did not take.
      wake(line.account)
      wake(line.origin)
    }
  }

  function wake(share: Share): void {
    const line = share.waiting.values().next().value
    if (!line || isFull(share)) return
    share.waiting.delete(line)
    ready.add(line)
  }

  /** Posts its next job of a message that is not being told of. */
  function begin(line: Line): void {
    for (let job = line.jobs.shift(); job; job = line.jobs.shift()) {
      const talk = `${job.messageId ?? job.requestId ?? job.id} ${job.url}`
      const behind = talking.get(talk)
      if (behind) {
        behind.push(job)
        continue
      }
      talking.set(talk, [])
      hold(line, -1)
      occupy(line, 1)
      void options.post(job).finally(() => end(line, talk))
      break
    }
    if (line.jobs.length > 0) ready.add(line)
    else lines.delete(line.key)
  }

  function end(line: Line, talk: string): void {
    occupy(line, -1)
    const behind = talking.get(talk) as WebhookJob[]
    talking.delete(talk)
    if (behind.length > 0) putBack(behind)
    forgetIdle(line)
    wake(line.account)
    wake(line.origin)
    serve()
  }

  function forgetIdle({ account, origin }: Line): void {
    if (isIdle(account)) accounts.delete(account.key)
    if (isIdle(origin)) origins.delete(origin.key)
  }

  function remove(line: Line): void {
    lines.delete(line.key)
    for (const place of [ready, line.account.waiting, line.origin.waiting]) place.delete(line)
    forgetIdle(line)
  }

  /** Ahead of the others of their line. */
  function putBack(jobs: readonly WebhookJob[]): void {
    const line = lineOf(jobs[0] as WebhookJob)
    if (line.jobs.unshift(...jobs) === jobs.length) ready.add(line)
  }

  return {
    room() {
      const planned = new Map<string, number>()
      let all = 0
      return ({ accountId, url }) => {
        const origin = originOf(url)
        const ofAccount = planned.get(accountId) ?? 0
        const ofOrigin = planned.get(origin) ?? 0
        const left = free() - all
        if ((accounts.get(accountId)?.inMemory ?? 0) + ofAccount >= left * ACCOUNT_SHARE) return false
        if ((origins.get(origin)?.inMemory ?? 0) + ofOrigin >= left * ORIGIN_SHARE) return false
        planned.set(accountId, ofAccount + 1).set(origin, ofOrigin + 1)
        all++
        return true
      }
    },
    add(jobs) {
      for (const job of jobs) {
        const line = lineOf(job)
        if (line.jobs.push(job) === 1) ready.add(line)
        hold(line, 1)
      }
      serve()
    },
    serve() {
      // With what others gave back an account's share of posts has grown.
      for (const share of accounts.values()) {
        if (isFull(share)) continue
        for (const line of share.waiting) ready.add(line)
        share.waiting.clear()
      }
      serve()
    },
    wanted() {
      const left = free()
      const full = (shares: Map<string, Share>, of: number): string[] =>
        [...shares].filter(([, share]) => share.inMemory >= left * of).map(([key]) => key)
      return {
        jobs: Math.floor(left * ORIGIN_SHARE),
        exceptAccounts: full(accounts, ACCOUNT_SHARE),
        exceptOrigins: full(origins, ORIGIN_SHARE),
      }
    },
    excess(max) {
      const jobs: WebhookJob[] = []
      const isOver = ({ account, origin }: Line): boolean =>
        account.inMemory > EXCESS * free() * ACCOUNT_SHARE || origin.inMemory > EXCESS * free() * ORIGIN_SHARE
      for (const line of lines.values()) {
        while (jobs.length < max && line.jobs.length > 0 && isOver(line)) {
          jobs.push(line.jobs.pop() as WebhookJob)
          hold(line, -1)
        }
        if (line.jobs.length === 0) remove(line)
      }
      return jobs
    },
    drop() {
      inMemory = 0
      lines.clear()
      ready.clear()
      for (const behind of talking.values()) behind.length = 0
      for (const shares of [accounts, origins]) {
        for (const share of shares.values()) {
          share.inMemory = 0
          share.waiting.clear()
          if (isIdle(share)) shares.delete(share.key)
        }
      }
    },
    depth: () => ({ inMemory, underWay }),
  }
}

function originOf(url: string): string {
  const end = url.indexOf('/', url.indexOf('//') + 2)
  return end === -1 ? url : url.slice(0, end)
}
