// Who is next: accounts take turns, each account's messages in their order, so that a campaign of one delays no other.
export type FairQueue<T> = {
  push(accountId: string, item: T): void
  /** Ahead of the account's others: it was taken and could not be used. */
  unshift(accountId: string, item: T): void
  shift(): T | undefined
  readonly size: number
  drain(): T[]
}

type Line<T> = { accountId: string; items: T[]; head: number }

export function fairQueue<T>(): FairQueue<T> {
  const lines = new Map<string, Line<T>>()
  let turns: Line<T>[] = []
  let turn = 0
  let size = 0

  function lineOf(accountId: string): Line<T> {
    let line = lines.get(accountId)
    if (!line) {
      line = { accountId, items: [], head: 0 }
      lines.set(accountId, line)
      turns.push(line)
    }
    return line
  }

  return {
    push(accountId, item) {
      lineOf(accountId).items.push(item)
      size++
    },
    unshift(accountId, item) {
      const line = lineOf(accountId)
      if (line.head > 0) line.items[--line.head] = item
      else line.items.unshift(item)
      size++
    },
    shift() {
      if (size === 0) return undefined
      if (turn >= turns.length) turn = 0
      const line = turns[turn] as Line<T>
      const item = line.items[line.head] as T
      line.items[line.head++] = undefined as T
      size--
      if (line.head === line.items.length) {
        lines.delete(line.accountId)
        turns.splice(turn, 1)
      } else {
        turn++
        if (line.head >= 1024) {
          line.items = line.items.slice(line.head)
          line.head = 0
        }
      }
      return item
    },
    get size() {
      return size
    },
    drain() {
      const all = turns.flatMap((line) => line.items.slice(line.head))
      lines.clear()
      turns = []
      turn = 0
      size = 0
      return all
    },
  }
}
