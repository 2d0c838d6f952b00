#!/usr/bin/env node
// The command line `njiwa`: what the operator and the newcomer do to a running installation, over its HTTP API.
import { run } from './program.ts'

// This file runs as it is written, which an older Node cannot do; npx takes the one that came with the packages.
if (Number(process.versions.node.split('.')[0]) < 24) {
  process.stderr.write(`njiwa: Node 24 is needed and this is ${process.version}: run it as npx --no-install njiwa\n`)
  process.exitCode = 1
} else {
  process.exitCode = await run(process.argv.slice(2), { env: process.env, out: process.stdout, err: process.stderr })
}
