// store/embedded.ts: the PostgreSQL that comes with the clone, for when no DATABASE_URL is given. It is created in the data
// folder on the first start, outlives a crash of the server or of itself, and stops when it is told to.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { databaseBinaries } from './embedded/binaries.ts'
import { type EmbeddedLog, openCluster } from './embedded/cluster.ts'
import { lockFolder } from './embedded/folder-lock.ts'
import { launchPostmaster } from './embedded/postmaster.ts'
import { databaseUser } from './embedded/user.ts'

export interface EmbeddedPostgres {
  /** Migrations, and what has to see every account: owns the tables, passes row-level security, is no superuser. */
  readonly ownerUrl: string
  /** Everything else: owns nothing, obeys row-level security. */
  readonly appUrl: string
  /** The postmaster's process id now; a restart changes it. */
  readonly pid: number
  /** Disconnects every client, writes a checkpoint and returns when the process is gone. */
  stop(): Promise<void>
}

interface EmbeddedOptions {
  dataDir: string
  log: EmbeddedLog
  /** For a folder that is deleted afterwards (tests): nothing waits for the disk. */
  throwaway?: boolean
}

/**
 * Returns when the database answers. Throws an error whose message is meant for the person who started the server when the
 * folder is in use, cannot be written, or PostgreSQL will not run on this machine.
 */
export async function startEmbedded({ dataDir, log, throwaway = false }: EmbeddedOptions): Promise<EmbeddedPostgres> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const lock = lockFolder(dataDir)
  try {
    const user = databaseUser(join(dataDir, 'postgres'))
    const cluster = await openCluster({ dataDir, user, binaries: databaseBinaries(user), throwaway, log })
    let postmaster = await launchPostmaster(cluster)
    let stopping = false

    const supervise = async (): Promise<void> => {
      while (!stopping) {
        await postmaster.exited
        for (let waitMs = 100; !stopping; waitMs = Math.min(waitMs * 2, 2_000)) {
          log.warn({ pid: postmaster.pid }, 'PostgreSQL is gone, starting it again')
          try {
            postmaster = await launchPostmaster(cluster)
            log.info({ pid: postmaster.pid }, 'PostgreSQL is back')
            break
          } catch (error) {
            // Backends of the dead postmaster hold its shared memory for a moment; a full disk may take longer to heal.
            log.warn({ reason: (error as Error).message, waitMs }, 'PostgreSQL did not start')
            await delay(waitMs)
          }
        }
      }
    }
    const supervised = supervise()

    // When the process ends without stop(), by an uncaught error say, PostgreSQL is at least asked to go.
    const abandon = () => {
      postmaster.signal('SIGINT')
      lock.release()
    }
    process.once('exit', abandon)

    return {
      ownerUrl: cluster.url('owner'),
      appUrl: cluster.url('app'),
      get pid() {
        return postmaster.pid
      },
      async stop() {
        stopping = true
        await postmaster.stop()
        await supervised
        await postmaster.stop() // the one that a restart was bringing up meanwhile
        process.removeListener('exit', abandon)
        lock.release()
      },
    }
  } catch (error) {
    lock.release()
    throw error
  }
}
