// What the figures were measured on.
import { execFileSync } from 'node:child_process'
import os from 'node:os'

export type Machine = Record<'date' | 'commit' | 'processor' | 'memory' | 'system' | 'node' | 'load', string>

export function machine(): Machine {
  const cpus = os.cpus()
  return {
    date: new Date().toISOString().slice(0, 16),
    commit: commit(),
    processor: `${cpus.length} × ${cpus[0]?.model.trim()}`,
    memory: `${Math.round(os.totalmem() / 2 ** 30)} GiB`,
    system: `${os.type()} ${os.release()}`,
    node: process.version,
    load: `${os.loadavg()[0]?.toFixed(2)} before it began`,
  }
}

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short=12', 'HEAD'], {
      cwd: import.meta.dirname,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  } catch {
    return 'not in a git repository'
  }
}
