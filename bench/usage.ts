// What processes have used, from /proc: CPU seconds and memory. Nothing where there is no /proc.
import { readdirSync, readFileSync } from 'node:fs'

const TICKS_PER_SECOND = 100 // USER_HZ, the same on every Linux that Node runs on

/** CPU seconds of a process so far; with `reaped`, of its children that are gone too. */
export function cpuSeconds(pid: number, { reaped = false } = {}): number {
  const fields = statOf(pid)
  const times = fields.slice(11, reaped ? 15 : 13) // utime, stime, cutime, cstime (proc_pid_stat(5))
  return times.reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS_PER_SECOND
}

/** Of a process and all that descend from it: none of it is lost when a child ends. */
export function treeCpuSeconds(pid: number): number {
  return [pid, ...descendants(pid)].reduce((sum, each) => sum + cpuSeconds(each, { reaped: true }), 0)
}

/** The most memory that a process ever had resident. */
export function peakMiB(pid: number): number {
  return kibOf(`/proc/${pid}/status`, /VmHWM:\s+(\d+)/) / 1024
}

/** What a process and its descendants hold now; a page that several share counts once. */
export function treeMiB(pid: number): number {
  return (
    [pid, ...descendants(pid)].reduce((sum, each) => sum + kibOf(`/proc/${each}/smaps_rollup`, /^Pss:\s+(\d+)/m), 0) /
    1024
  )
}

function descendants(pid: number): number[] {
  const childrenOf = new Map<number, number[]>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const parent = Number(statOf(Number(name))[1])
    childrenOf.set(parent, [...(childrenOf.get(parent) ?? []), Number(name)])
  }
  const all: number[] = []
  for (
    let next = childrenOf.get(pid) ?? [];
    next.length > 0;
    next = next.flatMap((each) => childrenOf.get(each) ?? [])
  ) {
    all.push(...next)
  }
  return all
}

/** The fields after the name, which may hold anything; state is the first. */
function statOf(pid: number): string[] {
  const text = read(`/proc/${pid}/stat`)
  return text.slice(text.lastIndexOf(')') + 2).split(' ')
}

const kibOf = (file: string, pattern: RegExp): number => Number(pattern.exec(read(file))?.[1] ?? 0)

/** Empty when the process ended meanwhile. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
