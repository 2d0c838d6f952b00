// Where the server is and who we are to it: the environment says, else what the server wrote into its data folder.
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Failure, UsageError } from './failure.ts'

export const REPOSITORY = resolve(import.meta.dirname, '../..')

const DEFAULT_URL = 'http://127.0.0.1:8080'

/** A relative path counts from the clone, as the server's does, and not from where the command is typed. */
export function dataFolder(env: NodeJS.ProcessEnv): string {
  return resolve(REPOSITORY, env.NJIWA_DATA_DIR || '.njiwa')
}

/** Without a slash at the end. */
export function serverUrl(env: NodeJS.ProcessEnv): string {
  const url = env.NJIWA_URL || readLine(join(dataFolder(env), 'address')) || DEFAULT_URL
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new UsageError(`NJIWA_URL is "${url}": it takes an address such as ${DEFAULT_URL}`)
  }
  return url.endsWith('/') ? url.slice(0, -1) : url
}

export function operatorToken(env: NodeJS.ProcessEnv): string {
  const file = join(dataFolder(env), 'operator-token')
  const token = env.NJIWA_OPERATOR_TOKEN || readLine(file)
  if (token) return token
  throw new Failure(
    `There is no operator's token in NJIWA_OPERATOR_TOKEN or ${file}: start the server once, or set the variable`,
  )
}

function readLine(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw new Failure(`${file} cannot be read (${message}): run this as the user that runs the server`)
  }
}
