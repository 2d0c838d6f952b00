// scripts/check.ts: the gate before a commit. Types, format and lint, and the arrows between folders.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { superLinearRegexes } from './regexes.ts'

const gates = [
  { name: 'types', run: () => tool('typescript/bin/tsc', ['-p', '.']) },
  {
    name: 'types of the portal',
    run: () => !existsSync('portal/tsconfig.json') || tool('typescript/bin/tsc', ['-p', 'portal']),
  },
  { name: 'format and lint', run: () => tool('@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.']) },
  { name: 'regular expressions', run: () => tell(superLinearRegexes()) },
  { name: 'direction of imports', run: direction },
  { name: 'lock file', run: () => tell(missingFromLock()) },
]

const failed = gates.filter(({ name, run }) => {
  console.log(`check: ${name}`)
  return !run()
})
if (failed.length > 0) {
  console.error(`check failed: ${failed.map(({ name }) => name).join(', ')}`)
  process.exitCode = 1
}

function tool(path: string, args: string[]): boolean {
  return spawnSync(process.execPath, [`node_modules/${path}`, ...args], { stdio: 'inherit' }).status === 0
}

function tell(problems: string[]): boolean {
  for (const problem of problems) console.error(problem)
  return problems.length === 0
}

/** Exit status 0 is not enough: with a TypeScript it cannot use, dependency-cruiser reads no .ts file and is content. */
function direction(): boolean {
  const folders = ['server', 'smpp', 'portal', 'cli', 'smsc-simulator']
  const cruiser = ['node_modules/dependency-cruiser/bin/dependency-cruise.mjs', ...folders, '--output-type', 'json']
  const { stdout } = spawnSync(process.execPath, cruiser, { encoding: 'utf8', maxBuffer: 1 << 28 })
  const { summary, modules } = JSON.parse(stdout) as Cruise
  const problems = summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`)
  if (!modules.some(({ source }) => /^server\/src\/.*\.ts$/.test(source))) {
    problems.push(`of ${summary.totalCruised} files none is TypeScript of the server: nothing was checked`)
  }
  return tell(problems)
}

/** npm leaves out packages for other platforms when it writes the file beside installed ones; npm ci then refuses it. */
function missingFromLock(): string[] {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock
  const names = new Set(Object.keys(packages).map((path) => path.slice(path.lastIndexOf('node_modules/'))))
  return Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !names.has(`node_modules/${name}`))
      .map(
        (name) => `package-lock.json has no entry for ${name}, which ${path || 'this repository'} may need elsewhere`,
      ),
  )
}

interface Lock {
  packages: Record<string, { optionalDependencies?: Record<string, string> }>
}

interface Cruise {
  summary: { totalCruised: number; violations: { rule: { name: string }; from: string; to: string }[] }
  modules: { source: string }[]
}
