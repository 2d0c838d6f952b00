// The rows of the report: what each figure is, which limit it is held against, and the goal it is to reach.

type Figure = {
  row: RowId
  target: string
  /** A rate a second, or milliseconds for latency. */
  value: number
  details: Record<string, number>
}

export type RowId =
  | 'echo'
  | 'batches'
  | 'commits'
  | 'submits'
  | `${'native' | 'megasms'}${16 | 64 | 128}`
  | 'hundred'
  | 'endToEnd'
  | 'paced'
  | 'due'

type Goal = {
  says: string
  /** So many times the figure of another target. */
  times?: Record<string, number>
  atLeast?: number
  atMost?: number
}

type Row = {
  label: string
  unit: string
  /** A rate that bounds it. */
  limits?: RowId[]
  goal?: Goal
}

const KANNEL_MEMORY = 'Kannel file/internal'
const KANNEL_DISK = 'Kannel file/spool'

const accept = (label: string): Row => ({
  label,
  unit: 'requests/s',
  limits: ['echo', 'commits'],
  goal: { says: '≥ 1 × Kannel', times: { [KANNEL_MEMORY]: 1 } },
})

export const ROWS: Record<RowId, Row> = {
  echo: { label: 'Fastify echo, 64 connections', unit: 'requests/s' },
  batches: { label: 'PostgreSQL, 50 rows a commit, 2 connections', unit: 'rows/s' },
  commits: { label: 'PostgreSQL, 1 row a commit, 8 connections', unit: 'rows/s' },
  submits: { label: 'SMPP, one bind, window 500', unit: 'submits/s' },
  native16: accept('accept, native, 16 connections'),
  native64: accept('accept, native, 64 connections'),
  native128: accept('accept, native, 128 connections'),
  megasms16: accept('accept, MegaSMS, 16 connections'),
  megasms64: accept('accept, MegaSMS, 64 connections'),
  megasms128: accept('accept, MegaSMS, 128 connections'),
  hundred: {
    label: 'accept, native, 100 recipients a call, 16 connections',
    unit: 'recipients/s',
    limits: ['batches'],
    goal: { says: '≥ 20,000/s', atLeast: 20_000 },
  },
  endToEnd: {
    label: 'end to end, a webhook each, 16 connections',
    unit: 'messages/s',
    limits: ['submits', 'batches'],
    goal: { says: '≥ 2.5 × Kannel on disk, ≥ 1 × in memory', times: { [KANNEL_DISK]: 2.5, [KANNEL_MEMORY]: 1 } },
  },
  paced: {
    label: 'p99 at 200 requests/s, a webhook each',
    unit: 'ms',
    goal: { says: '≤ 10 ms', atMost: 10 },
  },
  due: {
    label: '10,000 due at one instant: the last at the SMSC after',
    unit: 'ms',
    goal: { says: '≤ 2,000 ms', atMost: 2_000 },
  },
}

export type Summary = { median: number; min: number; max: number; runs: number }

export function summary(values: readonly number[]): Summary | null {
  if (values.length === 0) return null
  const sorted = values.toSorted((a, b) => a - b)
  const median = sorted[Math.floor((sorted.length - 1) / 2)] as number
  return { median, min: sorted[0] as number, max: sorted.at(-1) as number, runs: sorted.length }
}

export class Figures {
  readonly all: Figure[] = []

  add(row: RowId, target: string, value: number, details: Record<string, number> = {}): void {
    this.all.push({ row, target, value, details })
  }

  of(row: RowId, target: string): Summary | null {
    return summary(this.#matching(row, target).map(({ value }) => value))
  }

  detail(row: RowId, target: string, name: string): Summary | null {
    return summary(this.#matching(row, target).flatMap(({ details }) => details[name] ?? []))
  }

  details(row: RowId, target: string): string[] {
    return [...new Set(this.#matching(row, target).flatMap(({ details }) => Object.keys(details)))]
  }

  targets(): string[] {
    return [...new Set(this.all.map(({ target }) => target))]
  }

  #matching(row: RowId, target: string): Figure[] {
    return this.all.filter((figure) => figure.row === row && figure.target === target)
  }
}
