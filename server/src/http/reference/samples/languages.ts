// The languages that a call is shown in, and how a reader runs what they have copied.
import { secretsOf } from '../credentials.ts'
import { curl, quoted } from './curl.ts'
import { node } from './node.ts'
import { php } from './php.ts'
import { python } from './python.ts'
import type { Sample } from './sample.ts'

export type Language = {
  id: string
  title: string
  code(sample: Sample): string
  /** Null for what is pasted into a shell as it is. */
  file: { extension: string; program: string } | null
}

export const LANGUAGES: readonly Language[] = [
  { id: 'curl', title: 'curl', code: curl, file: null },
  { id: 'node', title: 'Node', code: node, file: { extension: 'mjs', program: 'node' } },
  { id: 'python', title: 'Python', code: python, file: { extension: 'py', program: 'python3' } },
  { id: 'php', title: 'PHP', code: php, file: { extension: 'php', program: 'php' } },
]

/** The line that runs a sample kept in `file`: the secrets are the shell's, never the program's. */
export function runLine({ credentials }: Sample, program: string, file: string): string {
  const secrets = secretsOf(credentials).map(
    ({ environment, placeholder }) => `${environment}=${quoted(placeholder)} \\\n  `,
  )
  return `${secrets.join('')}${program} ${file}`
}
