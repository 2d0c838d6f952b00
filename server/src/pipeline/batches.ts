// Group commit: what arrives while a batch is under way goes into the next one. A batch forms by itself from what load
// there is; a lone item waits for nothing, or for company as long as company is worth waiting for.
export type Batches<Item, Result> = {
  /** Resolves with this item's result once its batch is done; rejects when the batch as a whole failed. */
  add(item: Item): Promise<Result>
  /** Items that wait for their batch. */
  readonly waiting: number
  /** Resolves when nothing waits and nothing is under way. */
  idle(): Promise<void>
}

/** `run` answers for its items in their order. A batch ends at `weightMax` (rows it will write) but has one item at least. */
export type BatchesOptions<Item, Result> = {
  run(items: Item[]): Promise<Result[]>
  underWayMax: number
  weightMax: number
  weigh?(item: Item): number
  /**
   * Items of one lane lock the same row: a second batch of it waits for the first, with half of the items that it could
   * have had. Only from `overlapFrom` items on is that worth it: one is prepared while the other is written.
   */
  lanes?: { of(item: Item): string; overlapFrom: number }
  /**
   * For work that nobody waits for: a batch waits so long for more items, and no longer once none came for `quietMs` or one
   * came that somebody does wait for.
   */
  gather?: { forMs: number; quietMs: number; hurries?(item: Item): boolean }
  /** A failure that has nothing to do with the items. Any other is looked for by halves, so that one bad item fails alone. */
  isTransient(error: unknown): boolean
}

type Waiting<Item, Result> = { item: Item; resolve(result: Result): void; reject(error: unknown): void }

export function batches<Item, Result>(options: BatchesOptions<Item, Result>): Batches<Item, Result> {
  const { underWayMax, weightMax, weigh = () => 1 } = options
  const lanes = new Map<string, Waiting<Item, Result>[]>()
  const busy = new Map<string, number>()
  const patience = options.gather && gathering(options.gather)
  let waiting = 0
  let underWay = 0
  let scheduled = false
  const idlers: (() => void)[] = []

  function isFree(lane: string, waits: number): boolean {
    if (!options.lanes) return true
    const now = busy.get(lane) ?? 0
    return now === 0 || (now === 1 && waits >= options.lanes.overlapFrom)
  }

  /** From each lane that is free, in turn, until the batch is full. */
  function take(): { batch: Waiting<Item, Result>[]; taken: string[] } {
    const batch: Waiting<Item, Result>[] = []
    const taken: string[] = []
    let weight = 0
    for (const [lane, line] of lanes) {
      if (!isFree(lane, line.length)) continue
      let count = 0
      for (const { item } of line) {
        weight += weigh(item)
        if (weight > weightMax && batch.length + count > 0) break
        count++
      }
      if (count === 0) break
      lanes.delete(lane)
      const left = line.splice(count)
      if (left.length > 0) lanes.set(lane, left) // behind the others
      busy.set(lane, (busy.get(lane) ?? 0) + 1)
      taken.push(lane)
      for (const each of line) batch.push(each)
      if (weight >= weightMax) break
    }
    waiting -= batch.length
    return { batch, taken }
  }

  async function run(batch: Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await options.run(batch.map(({ item }) => item))
      for (const [index, each] of batch.entries()) each.resolve(results[index] as Result)
    } catch (error) {
      if (batch.length === 1 || options.isTransient(error)) {
        for (const each of batch) each.reject(error)
      } else {
        const half = batch.length >> 1
        await run(batch.slice(0, half))
        await run(batch.slice(half))
      }
    }
  }

  async function runNext({ batch, taken }: ReturnType<typeof take>): Promise<void> {
    underWay++
    patience?.started(batch.length)
    await run(batch)
    underWay--
    for (const lane of taken) {
      const now = busy.get(lane) ?? 0
      if (now > 1) busy.set(lane, now - 1)
      else busy.delete(lane)
    }
    if (waiting > 0) schedule()
    else if (underWay === 0) for (const done of idlers.splice(0)) done()
  }

  function start(): void {
    scheduled = false
    while (underWay < underWayMax && waiting > 0) {
      const next = take()
      if (next.batch.length === 0) return // what waits is of lanes that are under way
      void runNext(next)
    }
  }

  function schedule(): void {
    if (scheduled || underWay >= underWayMax) return
    scheduled = true
    if (patience) patience.wait(() => waiting >= weightMax, start)
    // After this turn's reads: requests that came in the same packet share the batch.
    else setImmediate(start)
  }

  return {
    add: (item) =>
      new Promise((resolve, reject) => {
        const lane = options.lanes?.of(item) ?? ''
        const line = lanes.get(lane)
        if (line) line.push({ item, resolve, reject })
        else lanes.set(lane, [{ item, resolve, reject }])
        waiting++
        patience?.came(options.gather?.hurries?.(item) ?? false)
        schedule()
      }),
    get waiting() {
      return waiting
    },
    idle: () =>
      new Promise((resolve) => {
        if (waiting === 0 && underWay === 0) resolve()
        else idlers.push(resolve)
      }),
  }
}

const SKIPPED_MAX = 32

/**
 * How long a batch waits for more. A peer that sends one thing at a time and waits for its answer would be slowed down
 * for nothing: waiting that brought nothing is left out the next time, then the next two times, four, and so on.
 */
function gathering({ forMs, quietMs }: { forMs: number; quietMs: number }) {
  let cameAtMs = 0
  let hurried = false
  let goNow: (() => void) | null = null
  let skipping = 0
  let skip = 1
  let waited = false
  return {
    came(hurries: boolean): void {
      cameAtMs = performance.now()
      if (!hurries) return
      hurried = true
      goNow?.()
    },
    started(items: number): void {
      hurried = false
      if (!waited) return
      waited = false
      skip = items > 1 ? 1 : Math.min(skip * 2, SKIPPED_MAX)
      skipping = items > 1 ? 0 : skip - 1
    },
    wait(isFull: () => boolean, start: () => void): void {
      if (hurried || skipping > 0 || isFull()) {
        if (!hurried) skipping = Math.max(0, skipping - 1)
        setImmediate(start)
        return
      }
      waited = true
      const untilMs = performance.now() + forMs
      const look = (): void => {
        const leftMs = Math.min(untilMs, cameAtMs + quietMs) - performance.now()
        if (leftMs < 0.5 || isFull()) go()
        else timer = setTimeout(look, Math.min(leftMs, quietMs))
      }
      const go = (): void => {
        clearTimeout(timer)
        goNow = null
        setImmediate(start)
      }
      let timer = setTimeout(look, quietMs)
      goNow = go
    },
  }
}
