// Group commit: what arrives while a batch is under way goes into the next one. A batch forms by itself from what load
// there is; a lone item waits for nothing.
export type Batches<Item, Result> = {
  /** Resolves with this item's result once its batch is done; rejects when the batch as a whole failed. */
  add(item: Item): Promise<Result>
  /** Items that wait for their batch. */
  readonly waiting: number
  /** Resolves when nothing waits and nothing is under way. */
  idle(): Promise<void>
}

type Waiting<Item, Result> = { item: Item; resolve(result: Result): void; reject(error: unknown): void }

/** `run` answers for its items in their order. A batch ends at `weightMax` (rows it will write) but has one item at least. */
export function batches<Item, Result>(options: {
  run(items: Item[]): Promise<Result[]>
  underWayMax: number
  weightMax: number
  weigh?(item: Item): number
  /** A failure that has nothing to do with the items. Any other is looked for by halves, so that one bad item fails alone. */
  isTransient(error: unknown): boolean
}): Batches<Item, Result> {
  const weigh = options.weigh ?? (() => 1)
  let queue: Waiting<Item, Result>[] = []
  let underWay = 0
  const idlers: (() => void)[] = []

  function take(): Waiting<Item, Result>[] {
    let weight = 0
    let count = 0
    while (count < queue.length) {
      weight += weigh((queue[count] as Waiting<Item, Result>).item)
      if (weight > options.weightMax && count > 0) break
      count++
    }
    const batch = queue.slice(0, count)
    queue = queue.slice(count)
    return batch
  }

  async function run(batch: Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await options.run(batch.map((waiting) => waiting.item))
      for (const [index, waiting] of batch.entries()) waiting.resolve(results[index] as Result)
    } catch (error) {
      if (batch.length === 1 || options.isTransient(error)) {
        for (const waiting of batch) waiting.reject(error)
      } else {
        const half = batch.length >> 1
        await run(batch.slice(0, half))
        await run(batch.slice(half))
      }
    }
  }

  async function runNext(): Promise<void> {
    underWay++
    try {
      await run(take())
    } finally {
      underWay--
      if (queue.length > 0) start()
      else if (underWay === 0) for (const done of idlers.splice(0)) done()
    }
  }

  function start(): void {
    while (underWay < options.underWayMax && queue.length > 0) void runNext()
  }

  let scheduled = false
  return {
    add: (item) =>
      new Promise((resolve, reject) => {
        queue.push({ item, resolve, reject })
        if (scheduled || underWay >= options.underWayMax) return
        // After this turn's reads: requests that came in the same packet share the batch.
        scheduled = true
        setImmediate(() => {
          scheduled = false
          start()
        })
      }),
    get waiting() {
      return queue.length
    },
    idle: () =>
      new Promise((resolve) => {
        if (queue.length === 0 && underWay === 0) resolve()
        else idlers.push(resolve)
      }),
  }
}
