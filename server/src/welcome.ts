// What whoever starts the server reads: where the portal is, and how to sign in. The log is for programs, and goes elsewhere.
import { join } from 'node:path'
import { type Config, DATA_DIR_DEFAULT } from './config.ts'

/** Lines for standard error, where those of scripts/prepare.mjs went. `url` is where it listens. */
export function welcome({ dataDir, publicUrl }: Pick<Config, 'dataDir' | 'publicUrl'>, url: string): string {
  // The command line finds the server by its data folder.
  const folder = dataDir === DATA_DIR_DEFAULT ? '' : `NJIWA_DATA_DIR=${quoted(dataDir)} `
  return [
    `the portal is at ${publicUrl ?? url}`,
    'how to sign in, to try it: run in a second terminal',
    `    ${folder}npx --no-install njiwa demo`,
    '  It makes a customer and an operator, and prints the password of each.',
    `how to sign in, as the first operator of your own: docs/guides/operate.md, with the token in ${join(dataDir, 'operator-token')}`,
  ]
    .map((line) => `njiwa: ${line}\n`)
    .join('')
}

const quoted = (path: string): string => (/^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`)
