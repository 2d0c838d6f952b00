// The load generator, a process of its own: makes exactly the calls it is ordered and says how they went.
import { Connection } from './connection.ts'
import { type LoadOrder, type LoadResult, requestOf } from './order.ts'

process.once('message', async (order: LoadOrder) => {
  process.send?.(await load(order), () => process.exit(0))
})
process.once('disconnect', () => process.exit(0))

const GIVE_UP_MS = 120_000

function load(order: LoadOrder): Promise<LoadResult> {
  const textOf = requestOf(order)
  const tookMs = new Float64Array(order.calls)
  const idle: Connection[] = []
  const late: number[] = [] // scheduled calls that no connection was free for
  let next = 0
  let finished = 0
  let answered2xx = 0
  let failure: string | null = null
  let startedAt = 0
  let startedMs = 0

  return new Promise((resolve) => {
    const giveUp = setTimeout(report, GIVE_UP_MS)
    let ready = 0
    for (let each = 0; each < order.connections; each++) {
      new Connection(order.port, up, answered)
    }

    function up(connection: Connection): void {
      idle.push(connection)
      if (++ready < order.connections) return
      startedAt = performance.now()
      startedMs = Date.now()
      if (order.callsPerSecond === null) for (const each of idle.splice(0)) sendNext(each)
      else schedule(order.callsPerSecond)
    }

    function sendNext(connection: Connection): void {
      if (next === order.calls || !connection.usable) return
      tookMs[next] = performance.now()
      connection.send(next, textOf(next++))
    }

    function schedule(callsPerSecond: number): void {
      const timer = setInterval(() => {
        const due = Math.min(order.calls, Math.floor(((performance.now() - startedAt) * callsPerSecond) / 1000) + 1)
        for (; next < due; next++) {
          tookMs[next] = startedAt + (next * 1000) / callsPerSecond
          const free = idle.shift()
          if (free) free.send(next, textOf(next))
          else late.push(next)
        }
        if (next === order.calls) clearInterval(timer)
      }, 1)
    }

    function answered(
      { call, status, text }: { call: number; status: number; text: string },
      connection: Connection,
    ): void {
      tookMs[call] = performance.now() - (tookMs[call] as number)
      if (status >= 200 && status < 300) answered2xx++
      else failure ??= `${status} ${text.slice(0, 200)}`
      if (++finished === order.calls) report()
      else if (order.callsPerSecond === null) sendNext(connection)
      else {
        const waiting = late.shift()
        if (waiting === undefined) idle.push(connection)
        else connection.send(waiting, textOf(waiting))
      }
    }

    function report(): void {
      clearTimeout(giveUp)
      const seconds = (performance.now() - startedAt) / 1000
      const sorted = tookMs.subarray(0, finished).sort()
      const at = (share: number): number => sorted[Math.min(finished - 1, Math.floor(finished * share))] ?? 0
      const latency = { p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99), maxMs: at(1) }
      resolve({ seconds, startedMs, answered2xx, failed: order.calls - answered2xx, failure, ...latency })
    }
  })
}
