import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { test } from 'node:test'
import type { Command } from 'commander'
import { program } from './program.ts'

const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8')

test('the README lists every command, and no other', () => {
  const njiwa = program({ env: {}, out: new PassThrough(), err: new PassThrough() })
  const listed = [...readme.matchAll(/`(njiwa [a-z]+(?: [a-z]+)?)`/g)].map(([, command]) => command)
  assert.deepEqual([...new Set(listed)].sort(), names(njiwa, 'njiwa').sort())
})

function names(command: Command, name: string): string[] {
  if (command.commands.length === 0) return [name]
  return command.commands.flatMap((below) => names(below, `${name} ${below.name()}`))
}
