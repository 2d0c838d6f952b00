import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRate } from './rate.ts'

type Smsc = (nowMs: number) => boolean

/** Takes so many in each second of its clock. */
function perSecondWindow(limit: number): Smsc {
  let second = -1
  let left = 0
  return (nowMs) => {
    const now = Math.floor((nowMs + 370) / 1000)
    if (now !== second) {
      second = now
      left = limit
    }
    return left-- > 0
  }
}

function tokenBucket(limit: number, depth: number): Smsc {
  let tokens = depth
  let atMs = 0
  return (nowMs) => {
    tokens = Math.min(depth, tokens + ((nowMs - atMs) * limit) / 1000)
    atMs = nowMs
    if (tokens < 1) return false
    tokens--
    return true
  }
}

/** A backlog that never ends, a window of 200, answers after 20 ms: offered and taken a second, from `fromMs` to `toMs`. */
function play(smsc: Smsc, rate: ReturnType<typeof createRate>, fromMs: number, toMs: number) {
  const answers: { atMs: number; taken: boolean }[] = []
  let offered = 0
  let taken = 0
  for (let nowMs = 0; nowMs < toMs; nowMs += 5) {
    while ((answers[0]?.atMs ?? Number.POSITIVE_INFINITY) <= nowMs) {
      if (answers.shift()?.taken) rate.accepted(nowMs)
      else rate.throttled(nowMs)
    }
    const count = Math.min(200 - answers.length, rate.tokens(nowMs))
    for (let i = 0; i < count; i++) {
      rate.take(1, nowMs)
      const isTaken = smsc(nowMs)
      if (nowMs >= fromMs) {
        offered++
        if (isTaken) taken++
      }
      answers.push({ atMs: nowMs + 20, taken: isTaken })
    }
  }
  const seconds = (toMs - fromMs) / 1000
  return { offered: offered / seconds, taken: taken / seconds }
}

function near(actual: number, limit: number, what: string): void {
  assert.ok(Math.abs(actual / limit - 1) <= 0.1, `${what}: ${actual} a second where the limit is ${limit}`)
}

for (const limit of [10, 30, 100, 1000, 3000]) {
  for (const [name, smsc] of [
    ['a count per second', perSecondWindow(limit)],
    ['a shallow bucket', tokenBucket(limit, Math.max(2, limit / 10))],
    ['a bucket of two seconds', tokenBucket(limit, limit * 2)],
  ] as const) {
    test(`a carrier's unknown limit of ${limit} by ${name} is met within 10 % after 30 s`, () => {
      const { offered, taken } = play(smsc, createRate(null), 30_000, 60_000)
      near(offered, limit, 'offered')
      near(taken, limit, 'taken')
    })
  }
}

test('a carrier that throttles everything for a minute is back at its limit 30 s later', () => {
  const limited = perSecondWindow(200)
  const { offered } = play((nowMs) => nowMs > 60_000 && limited(nowMs), createRate(null), 90_000, 110_000)
  near(offered, 200, 'offered')
})

test('a limit that moves up is found', () => {
  const low = perSecondWindow(100)
  const high = perSecondWindow(400)
  const { offered } = play((nowMs) => (nowMs < 40_000 ? low : high)(nowMs), createRate(null), 70_000, 90_000)
  near(offered, 400, 'offered')
})

test('a configured rate is kept, and no second sees more than 10 % over it', () => {
  const perSecond = new Map<number, number>()
  play(
    (nowMs) => {
      const second = Math.floor(nowMs / 1000)
      perSecond.set(second, (perSecond.get(second) ?? 0) + 1)
      return true
    },
    createRate(300),
    0,
    10_000,
  )
  const counts = [...perSecond.values()]
  assert.ok(Math.max(...counts) <= 330, `${counts}`)
  assert.ok(Math.min(...counts) >= 295, `${counts}`)
})

test('one throttled answer among hundreds slows nothing down', () => {
  const rate = createRate(null)
  let count = 0
  const { offered } = play(() => count++ % 400 !== 0, rate, 0, 10_000)
  assert.equal(rate.perSecond(), null)
  assert.ok(offered > 5000, `${offered}`)
})

test('throttled answers about one number slow an idle carrier for seconds only', () => {
  const rate = createRate(null)
  rate.take(1, 0)
  rate.throttled(20)
  assert.equal(rate.tokens(900), Number.POSITIVE_INFINITY)
  assert.equal(rate.tokens(1000), 2)
  assert.equal(rate.perSecond(), 50)
  rate.tokens(1999)
  assert.equal(rate.perSecond(), 50)
  rate.tokens(2000)
  assert.equal(rate.perSecond(), 100)
  rate.tokens(10_000)
  assert.equal(rate.perSecond(), null)
})

test('a window refused at once pauses it for a second', () => {
  const rate = createRate(null)
  rate.take(10, 0)
  for (let i = 0; i < 4; i++) rate.throttled(5)
  assert.equal(rate.waitMs(5), 0)
  rate.throttled(5)
  assert.equal(rate.tokens(5), 0)
  assert.equal(rate.waitMs(5), 1000)
  assert.equal(rate.tokens(1004), 0)
  assert.ok(rate.tokens(1005) > 0)
})

test('a long message may overdraw, and the next one waits for it', () => {
  const rate = createRate(10)
  assert.equal(rate.tokens(0), 1)
  rate.take(5, 0)
  assert.equal(rate.tokens(400), 0)
  assert.ok(rate.waitMs(400) > 0)
  assert.equal(rate.tokens(500), 1)
})
