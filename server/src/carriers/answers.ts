// How a carrier answers: what it took and refused since it was started, how fast of late, and its last refusal.
import type { Answers, SubmitOutcome } from './carrier.ts'

type AnswerCount = {
  note(outcome: SubmitOutcome, nowMs: number): void
  read(nowMs: number): Answers
}

const SECONDS = 10

export function countAnswers(): AnswerCount {
  const counts = { accepted: 0, rejected: 0, throttled: 0, temporary: 0, uncertain: 0 }
  // One slot more than is read: the second that has not ended is not counted yet.
  const slots = Array.from({ length: SECONDS + 1 }, () => ({ second: -1, accepted: 0 }))
  let lastRefusal: Answers['lastRefusal'] = null

  return {
    note(outcome, nowMs) {
      if (outcome.kind === 'unsent') return
      counts[outcome.kind]++
      if (outcome.kind === 'accepted') {
        const second = Math.floor(nowMs / 1000)
        const slot = slots[second % slots.length] as (typeof slots)[number]
        if (slot.second !== second) Object.assign(slot, { second, accepted: 0 })
        slot.accepted++
      } else {
        lastRefusal = { status: outcome.kind === 'uncertain' ? outcome.cause : outcome.status, atMs: nowMs }
      }
    },
    read(nowMs) {
      const now = Math.floor(nowMs / 1000)
      const taken = slots.filter(({ second }) => second < now && second >= now - SECONDS)
      const acceptedPerSecond = taken.reduce((sum, { accepted }) => sum + accepted, 0) / SECONDS
      return { ...counts, acceptedPerSecond, lastRefusal }
    },
  }
}
