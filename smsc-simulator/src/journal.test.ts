import assert from 'node:assert/strict'
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { Journal, type Taken } from './journal.ts'

function file(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'njiwa-journal-'))
  t.after(() => rmSync(folder, { recursive: true }))
  return join(folder, 'journal')
}

function message(message_id: string, source_addr = 'INFO'): Taken {
  return {
    message_id,
    system_id: 'esme',
    source_addr_ton: 5,
    source_addr_npi: 0,
    source_addr,
    dest_addr_ton: 1,
    dest_addr_npi: 1,
    destination_addr: '255700000100',
    message_state: 2,
    copies: 1,
    submitMs: 0,
    text: 'hello',
  }
}

const owed = (path: string) => {
  const journal = new Journal(path)
  journal.close()
  return journal.owed().map(({ message_id }) => message_id)
}

test('what was taken and not struck off is owed after a restart, oldest first', (t) => {
  const path = file(t)
  const journal = new Journal(path)
  for (const id of ['a', 'b', 'c']) journal.add(message(id))
  journal.strike('b')
  journal.close()
  assert.deepEqual(owed(path), ['a', 'c'])
})

test('a flush is enough: nothing needs to be closed', (t) => {
  const path = file(t)
  const journal = new Journal(path)
  t.after(() => journal.close())
  journal.add(message('a'))
  journal.flush()
  assert.deepEqual(JSON.parse(readFileSync(path, 'utf8')), message('a'))
})

test('an address of any octets comes back as it was', (t) => {
  const path = file(t)
  const journal = new Journal(path)
  journal.add(message('a', 'A"\n\u00ff'))
  journal.close()
  const again = new Journal(path)
  again.close()
  assert.deepEqual(again.owed(), [message('a', 'A"\n\u00ff')])
})

test('a last line cut short is dropped, and what follows it is read', (t) => {
  const path = file(t)
  const journal = new Journal(path)
  journal.add(message('a'))
  journal.close()
  appendFileSync(path, '{"message_id":"b"')
  const again = new Journal(path)
  again.add(message('c'))
  again.close()
  assert.deepEqual(owed(path), ['a', 'c'])
})

test('the file stays short while messages come and go, and keeps those that are owed', (t) => {
  const path = file(t)
  const journal = new Journal(path)
  journal.add(message('kept'))
  for (let index = 0; index < 200_000; index++) {
    journal.add(message(`${index}`))
    journal.strike(`${index}`)
    if (index % 1000 === 0) journal.flush()
  }
  journal.flush()
  const length = statSync(path).size
  assert.ok(length < 17 * 1024 * 1024, `${length} octets`)
  journal.add(message('last'))
  journal.close()
  assert.deepEqual(owed(path), ['kept', 'last'])
})

test('with nothing owed the file is emptied', (t) => {
  const path = file(t)
  const journal = new Journal(path)
  for (let index = 0; index < 1000; index++) journal.add(message(`${index}`))
  for (let index = 0; index < 1000; index++) journal.strike(`${index}`)
  journal.flush()
  assert.equal(statSync(path).size, 0)
  journal.add(message('a'))
  journal.close()
  assert.deepEqual(owed(path), ['a'])
})
