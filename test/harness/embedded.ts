// test/harness/embedded.ts: the embedded PostgreSQL of a data folder, migrated, for servers that a test starts on it and kills.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { processIdentity } from '../../server/src/store/embedded/process.ts'
import { startEmbedded } from '../../server/src/store/embedded.ts'
import { migrate } from '../../server/src/store/migrate.ts'
import type { TestDatabase } from './database.ts'

export type EmbeddedDatabase = TestDatabase & {
  /** Hands the folder over: from then on the server on it starts PostgreSQL. */
  stop(): Promise<void>
}

/** `t`: whoever says when it can go. What a killed server left running is stopped then. */
export async function embeddedDatabase(
  t: { after(done: () => Promise<void>): void },
  dataDir: string,
): Promise<EmbeddedDatabase> {
  const postgres = await startEmbedded({ dataDir, log: { info() {}, warn() {} }, throwaway: true })
  t.after(async () => {
    await postgres.stop()
    const pid = postmasterPid(dataDir)
    if (pid === null) return
    const identity = processIdentity(pid)
    process.kill(pid, 'SIGQUIT')
    while (processIdentity(pid) === identity) await wait(20)
  })
  await migrate(postgres.ownerUrl)
  return { ownerUrl: postgres.ownerUrl, appUrl: postgres.appUrl, stop: () => postgres.stop() }
}

/** Of the PostgreSQL that runs on the folder now; null when none does. */
export function postmasterPid(dataDir: string): number | null {
  try {
    const pid = Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])
    return pid > 0 && processIdentity(pid) !== undefined ? pid : null
  } catch {
    return null
  }
}
