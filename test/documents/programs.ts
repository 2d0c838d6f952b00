// test/documents/programs.ts: runs a program as a reader of the document does, with whatever of curl, Python and PHP this
// machine has. Packages that are not here have stand-ins with the little of them that the documents use.
import { execFile, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Kind } from './block.ts'
import { callsOf } from './curl.ts'

const execute = promisify(execFile)
const STAND_INS = join(import.meta.dirname, 'stand-ins')
const LIMIT_MS = 60_000

type Program = Exclude<Kind, 'json' | 'xml'>

const works = (command: string, ...args: string[]): boolean =>
  spawnSync(command, args, { stdio: 'ignore' }).status === 0

const HAS_CURL = works('curl', '--version')
const HAS_PYTHON = works('python3', '-c', 'import json, urllib.request')
const HAS_PHP = works('php', '-r', 'exit(extension_loaded("curl") ? 0 : 1);')
/** What Python does not have, from where the stand-in is. */
const PYTHON_PATH = ['requests', 'httpx']
  .filter((module) => HAS_PYTHON && !works('python3', '-c', `import ${module}`))
  .map((module) => join(STAND_INS, 'python', module))

/** Why a program of that kind cannot be run on this machine; null where it can. */
export function absent(kind: Kind): string | null {
  if (kind === 'py' && !HAS_PYTHON) return 'there is no python3 here'
  if (kind === 'php' && !HAS_PHP) return 'there is no php with curl here'
  return null
}

/** Resolves when it has ended well. */
export async function run(
  kind: Program,
  text: string,
  { folder, name, env }: { folder: string; name: string; env: Record<string, string> },
): Promise<void> {
  if (kind === 'sh' && !HAS_CURL) {
    for (const { url, ...init } of callsOf(text)) await (await fetch(url, init)).arrayBuffer()
    return
  }
  const file = write(kind, text, folder, name)
  const [command, ...args] = { sh: ['sh', '-e'], mjs: NODE, cjs: NODE, py: ['python3'], php: ['php'] }[kind] as [string]
  await execute(command, [...args, file], {
    cwd: folder,
    timeout: LIMIT_MS,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NODE_PATH: join(STAND_INS, 'node'),
      PYTHONPATH: PYTHON_PATH.join(':'),
      PYTHONDONTWRITEBYTECODE: '1',
      ...env,
    },
  })
}

const NODE = [process.execPath]

/** Whether its language takes it for a program; null where that cannot be told here. */
export function parses(kind: Kind, text: string, { folder, name }: { folder: string; name: string }): boolean | null {
  if (kind === 'php' && !HAS_PHP) return null
  const check = { mjs: [process.execPath, '--check'], cjs: [process.execPath, '--check'], php: ['php', '-l'] }
  const [command, ...args] = check[kind as 'mjs'] ?? []
  return command === undefined ? null : works(command, ...args, write(kind as Program, text, folder, `${name}-printed`))
}

function write(kind: Program, text: string, folder: string, name: string): string {
  const file = join(folder, `${name}.${kind}`)
  writeFileSync(file, kind === 'php' && !text.startsWith('<?php') ? `<?php\n${text}` : text)
  return file
}
