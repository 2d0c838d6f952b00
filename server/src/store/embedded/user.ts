// store/embedded/user.ts: who runs PostgreSQL. It refuses root, so root lends it an account that may do little.
import { readFileSync, statSync } from 'node:fs'

/** Ids for spawn and chown; `undefined` where the server's own user will do. */
export type DatabaseUser = { uid: number; gid: number } | undefined

/** `folder`: where the cluster is, or will be. One that exists keeps its owner. */
export function databaseUser(folder: string): DatabaseUser {
  if (process.geteuid?.() !== 0) return undefined
  if (process.platform !== 'linux') {
    throw new Error('PostgreSQL does not run as root: start Njiwa as a plain user, or set DATABASE_URL')
  }
  const owner = statSync(folder, { throwIfNoEntry: false })
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }

  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  for (const name of ['postgres', 'nobody']) {
    const account = accounts.find((fields) => fields[0] === name)
    if (account !== undefined) return { uid: Number(account[2]), gid: Number(account[3]) }
  }
  throw new Error(
    'PostgreSQL does not run as root, and /etc/passwd has neither postgres nor nobody: start Njiwa as a plain user',
  )
}
