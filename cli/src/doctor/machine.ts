// What can be wrong with the machine and the data folder, seen without the server.
import { accessSync, constants, existsSync, type Stats, statfsSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { dataFolder, REPOSITORY, serverUrl } from '../installation.ts'
import { type Finding, right, wrong } from './check.ts'

// What a day of a busy small installation and the database's write-ahead log may take.
const FREE_BYTES_MIN = 1024 ** 3
const NODE_MIN = 24

export function inspectMachine(env: NodeJS.ProcessEnv): Finding[] {
  const folder = dataFolder(env)
  const ofServer = isHere(serverUrl(env)) ? [dataFolderFinding(folder), keyFile(env, folder), diskSpace(folder)] : []
  return [node(process.versions.node), ...ofServer]
}

/** Of a server on another machine the folder is out of sight. */
function isHere(url: string): boolean {
  return /^(localhost|127\.[\d.]+|\[::1\])$/.test(new URL(url).hostname)
}

export function node(version: string): Finding {
  const major = Number(version.split('.')[0])
  if (major >= NODE_MIN) return right('Node', version)
  return wrong('Node', version, `run it as npx --no-install njiwa, which takes the Node ${NODE_MIN} of the clone`)
}

function dataFolderFinding(folder: string): Finding {
  const name = 'data folder'
  const found = look(folder)
  if (found === undefined) {
    return wrong(name, `${folder} is not there`, 'start the server once, or set NJIWA_DATA_DIR to the folder it uses')
  }
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch {
    return wrong(name, `${folder} is closed to this user`, 'run this as the user that runs the server')
  }
  if (isOpenToOthers(found)) {
    return wrong(name, `${folder} is open to other users (mode ${mode(found)})`, `chmod 700 ${folder}`)
  }
  return right(name, folder)
}

function keyFile(env: NodeJS.ProcessEnv, folder: string): Finding {
  const name = 'key file'
  const file = env.NJIWA_KEY_FILE ? resolve(REPOSITORY, env.NJIWA_KEY_FILE) : join(folder, 'key')
  const found = look(file)
  if (found === undefined) {
    return wrong(
      name,
      `${file} is not there`,
      'start the server once to make one; if it had one, bring it back: sealed secrets open with no other',
    )
  }
  if (isOpenToOthers(found))
    return wrong(name, `${file} can be read by others (mode ${mode(found)})`, `chmod 600 ${file}`)
  return right(name, file)
}

function diskSpace(folder: string): Finding {
  const { bavail, bsize } = statfsSync(existing(folder))
  const free = bavail * bsize
  const found = `${(free / 1024 ** 3).toFixed(1)} GiB free`
  if (free >= FREE_BYTES_MIN) return right('disk space', found)
  return wrong('disk space', found, `make room on the disk of ${folder}: the database stops when it is full`)
}

function existing(path: string): string {
  return existsSync(path) ? path : existing(dirname(path))
}

/** Undefined when it is not there, or out of sight. */
function look(path: string): Stats | undefined {
  try {
    return statSync(path)
  } catch {
    return undefined
  }
}

function isOpenToOthers({ mode }: Stats): boolean {
  return (mode & 0o077) !== 0
}

function mode(stats: Stats): string {
  return (stats.mode & 0o777).toString(8)
}
