// test/harness/runtimes.ts: which of the languages that our documents speak can be run on this machine.
import { execFileSync } from 'node:child_process'

export type Runtime = { language: string; command: string }

// Node is what runs us, and curl is asked for; the others are run where they are.
const OPTIONAL: [language: string, command: string, trial: string[]][] = [
  ['python', 'python3', ['-c', 'import urllib.request']],
  ['php', process.env.NJIWA_TEST_PHP ?? 'php', ['-r', 'exit(function_exists("curl_init") ? 0 : 1);']],
]

export function runtimes(): Runtime[] {
  const found = OPTIONAL.filter(([, command, trial]) => runs(command, trial))
  return [
    { language: 'node', command: process.execPath },
    ...found.map(([language, command]) => ({ language, command })),
  ]
}

function runs(command: string, trial: string[]): boolean {
  try {
    execFileSync(command, trial, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
