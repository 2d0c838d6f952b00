// store/embedded/folder-lock.ts: one embedded server per data folder. The lock names its holder, and a holder that is gone
// (kill -9, power) holds nothing.
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { processIdentity } from './process.ts'

interface FolderLock {
  release(): void
}

/** Throws when another server, or this one already, runs on the folder. */
export function lockFolder(dataDir: string): FolderLock {
  const file = join(dataDir, 'embedded.lock')
  const claim = `${file}.${process.pid}`
  const own = `${process.pid}\n${processIdentity(process.pid)}\n`
  for (;;) {
    writeFileSync(claim, own, { mode: 0o600 })
    try {
      linkSync(claim, file) // fails when the file is there: of two starts at the same moment one gets it
      return { release: () => readIfThere(file) === own && rmSync(file, { force: true }) }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    } finally {
      rmSync(claim, { force: true })
    }
    const found = readIfThere(file)
    const [pid, identity] = found?.split('\n') ?? []
    if (identity !== undefined && processIdentity(Number(pid)) === identity) {
      throw new Error(
        `The data folder ${resolve(dataDir)} is in use by the server with process id ${pid}: stop that one, or give this one another NJIWA_DATA_DIR`,
      )
    }
    if (found !== undefined) removeStale(file, found)
  }
}

/** Another start may have replaced the stale lock by its own since we read it, so take it aside and look. */
function removeStale(file: string, stale: string): void {
  const aside = `${file}.${process.pid}.stale`
  try {
    renameSync(file, aside)
    if (readIfThere(aside) !== stale) linkSync(aside, file)
  } catch {
    // Gone, or taken again: the next round of the caller sees which.
  } finally {
    rmSync(aside, { force: true })
  }
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
