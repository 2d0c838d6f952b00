// The line of counters: renewed in place on a terminal, else a new one for each second in which something happened.
import type { Simulator, Stats } from './simulator.ts'

export function showCounters(simulator: Simulator, output: NodeJS.WriteStream): void {
  let before = simulator.stats()
  let beforeMs = performance.now()
  const timer = setInterval(
    () => {
      const now = simulator.stats()
      const nowMs = performance.now()
      const line = lineOf(now, Math.max(0, now.submits - before.submits) / ((nowMs - beforeMs) / 1000))
      if (output.isTTY) output.write(`\r\x1b[K${line}`)
      else if (isNews(before, now)) output.write(`${line}\n`)
      before = now
      beforeMs = nowMs
    },
    output.isTTY ? 250 : 1000,
  )
  timer.unref()
}

function lineOf(stats: Stats, submitsPerSecond: number): string {
  return [
    `${Math.round(submitsPerSecond)} submits/s`,
    `taken ${stats.taken}`,
    `refused ${stats.refused}`,
    `receipts ${stats.receiptsAcknowledged} of ${stats.receiptsSent} acknowledged, ${stats.waiting} waiting`,
    `sessions ${stats.sessions}`,
  ].join(' · ')
}

function isNews(before: Stats, now: Stats): boolean {
  return Object.entries(now).some(([key, value]) => value !== before[key as keyof Stats])
}
