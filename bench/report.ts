// What the bench prints: a table for people, or every run as it was.
import { type Figures, ROWS, type RowId, type Summary } from './figures.ts'
import type { Machine } from './machine.ts'
import type { Size } from './rows.ts'

export type Verdict = { holds: boolean; checked: { invariant: string }[]; breaches: { invariant: string }[] }

type Report = {
  at: Machine
  figures: Figures
  /** MiB, by target and part. */
  peaks: Record<string, Record<string, number>>
  verdict: Verdict
  rounds: number
  size: Size
}

export function asJson({ figures, ...report }: Report): string {
  return `${JSON.stringify({ ...report, figures: figures.all }, null, 2)}\n`
}

export function asTable({ at, figures, peaks, verdict, rounds }: Report): string {
  const targets = figures.targets().filter((target) => target !== 'limit')
  const lines = Object.entries(at).map(([name, value]) => `${name.padEnd(10)} ${value}`)
  lines.push('', `Limits of the machine${rounds > 1 ? `: median (least–most) of ${rounds} rounds` : ''}`)
  for (const row of ids())
    if (figures.of(row, 'limit')) lines.push(line(row, shown(figures.of(row, 'limit') as Summary)))
  for (const target of targets) {
    lines.push('', target)
    for (const row of ids()) lines.push(...rowsOf(figures, row, target))
    const peak = Object.entries(peaks[target] ?? {}).map(([part, mib]) => `${part} ${Math.round(mib)} MiB`)
    lines.push(line('peak memory', peak.join(', ')))
  }
  const breaches = verdict.breaches.map(({ invariant }) => invariant).join(', ')
  lines.push(
    '',
    verdict.holds ? `The ledger holds: ${verdict.checked.length} invariants.` : `THE LEDGER DOES NOT HOLD: ${breaches}`,
  )
  return `${lines.join('\n')}\n`
}

const ids = (): RowId[] => Object.keys(ROWS) as RowId[]

function rowsOf(figures: Figures, row: RowId, target: string): string[] {
  const figure = figures.of(row, target)
  if (!figure) return []
  const ours = target === 'Njiwa'
  const detail = (name: string): string => shown(figures.detail(row, target, name) as Summary)
  const known = figures.details(row, target)
  const latency = (row === 'paced' ? ['p50Ms', 'p95Ms'] : ['p99Ms']).filter((name) => known.includes(name))
  const cpu = known.filter((name) => name.includes('CPU')).map((name) => `${name.split(' ')[0]} ${detail(name)}`)
  return [
    line(row, shown(figure), ours ? goalOf(figures, row, figure) : ''),
    beside([...ofLimits(figures, row, figure), ...(ours ? againstPeers(figures, row, figure) : [])]),
    beside(latency.map((name) => `${name.replace('Ms', '')} ${detail(name)} ms`)),
    beside(cpu.length > 0 ? [`CPU s per 1,000: ${cpu.join(', ')}`] : []),
  ].filter((text) => text !== '')
}

const beside = (notes: string[]): string => (notes.length === 0 ? '' : `      ${notes.join(' · ')}`)

function ofLimits(figures: Figures, row: RowId, { median }: Summary): string[] {
  const { limits = [] } = ROWS[row]
  return limits.flatMap((limit) => {
    const bound = figures.of(limit, 'limit')
    return bound ? [`${(median / bound.median).toFixed(2)} × ${limit}`] : []
  })
}

function peersOf(figures: Figures, row: RowId): [name: string, median: number][] {
  const peerRow = row.startsWith('megasms') ? (row.replace('megasms', 'native') as RowId) : row // Kannel has one way in
  return figures
    .targets()
    .filter((target) => target.startsWith('Kannel'))
    .flatMap((target) => {
      const figure = figures.of(peerRow, target)
      return figure ? [[target, figure.median] as [string, number]] : []
    })
}

function againstPeers(figures: Figures, row: RowId, { median }: Summary): string[] {
  return peersOf(figures, row).map(([name, peer]) => `${(median / peer).toFixed(2)} × ${name}`)
}

function goalOf(figures: Figures, row: RowId, { median }: Summary): string {
  const { goal } = ROWS[row]
  if (!goal) return ''
  const { says, times = {}, atLeast = 0, atMost = Number.POSITIVE_INFINITY } = goal
  const peers = new Map(peersOf(figures, row))
  if (Object.keys(times).some((name) => !peers.has(name))) return `goal ${says} (with --peer)`
  const met =
    median >= atLeast &&
    median <= atMost &&
    Object.entries(times).every(([name, factor]) => median >= factor * (peers.get(name) as number))
  return `goal ${says}: ${met ? 'met' : 'NOT MET'}`
}

function line(row: RowId | string, figure: string, notes = ''): string {
  const known = (ROWS as Record<string, { label: string; unit: string }>)[row]
  const label = known ? `${known.label}, ${known.unit}` : row
  return `  ${label.padEnd(70)} ${figure.padEnd(24)} ${notes}`.trimEnd()
}

const shown = ({ median, min, max, runs }: Summary): string =>
  runs === 1 ? short(median) : `${short(median)} (${short(min)}–${short(max)})`

function short(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString('en')
  return value >= 1 ? value.toFixed(1) : value.toFixed(3)
}
