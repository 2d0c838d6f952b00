// store/embedded/process.ts: whether a process id still means the process it once meant. Ids are used again; a signal to
// the wrong process, or a lock held by nobody, must not come of that.
import { spawnSync } from 'node:child_process'
import { readFileSync, readlinkSync, realpathSync } from 'node:fs'
import { basename } from 'node:path'

/** Names one process for good: its start, and the boot it belongs to. Undefined when no such process runs. */
export function processIdentity(pid: number): string | undefined {
  if (process.platform !== 'linux') return ps(pid, 'lstart=')
  try {
    // proc(5): the name in brackets may hold anything; after it the state is field 3 and the start time field 22.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined // dead, and not yet waited for by its parent
    return `${fields[19]}@${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}`
  } catch {
    return undefined
  }
}

/** Is `pid` a PostgreSQL that serves the cluster in `folder`? */
export function servesCluster(pid: number, folder: string): boolean {
  if (processIdentity(pid) === undefined) return false
  if (process.platform !== 'linux') return ps(pid, 'command=')?.includes(` -D ${folder}`) ?? false
  try {
    // PostgreSQL works from inside its data folder. The program may have been deleted by a reinstall since.
    const program = basename(readlinkSync(`/proc/${pid}/exe`)).replace(' (deleted)', '')
    return program === 'postgres' && readlinkSync(`/proc/${pid}/cwd`) === realpathSync(folder)
  } catch {
    return false // another user's process, or gone meanwhile
  }
}

function ps(pid: number, column: string): string | undefined {
  const { status, stdout } = spawnSync('ps', ['-o', column, '-p', String(pid)], { encoding: 'utf8' })
  return status === 0 ? stdout.trim() : undefined
}
