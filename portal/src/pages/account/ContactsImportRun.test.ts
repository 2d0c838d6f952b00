import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ImportAnswer, ImportRow } from '../../api/contacts.ts'
import { NOT_BEGUN, type Progress, runImport } from './ContactsImportRun.ts'

const rows = Array.from({ length: 2500 }, (_, index) => [String(index)])
const roles = [{ is: 'number' }] as const

/** Refuses what does not end in 7, adds the rest. */
function answer(batch: ImportRow[]): ImportAnswer {
  const refused = (row: ImportRow): boolean => row.number.endsWith('7')
  return {
    added: batch.filter((row) => !refused(row)).length,
    changed: 0,
    unchanged: 0,
    refused: batch.filter(refused).length,
    rows: batch.map((row) =>
      refused(row)
        ? { result: 'refused', field: 'number', message: '' }
        : { result: 'added', field: null, message: null },
    ),
  }
}
const parts = { rows, roles, send: async (batch: ImportRow[]) => answer(batch), stopped: () => false, from: NOT_BEGUN }

test('each batch is told of, and refused rows by their place in the file', async () => {
  const seen: number[] = []
  const end = await runImport({ ...parts, onProgress: ({ done }) => void seen.push(done) })
  assert.deepEqual(seen, [1000, 2000, 2500])
  assert.deepEqual([end.added, end.refused.length], [2250, 250])
  assert.deepEqual([end.refused[0]?.at, end.refused.at(-1)?.at], [7, 2497])
})

test('it stops between batches and goes on where it was', async () => {
  let last: Progress = NOT_BEGUN
  const onProgress = (progress: Progress) => {
    last = progress
  }
  const stopped = await runImport({ ...parts, onProgress, stopped: () => last.done > 0 })
  assert.equal(stopped.done, 1000)
  const end = await runImport({ ...parts, onProgress, from: stopped })
  assert.deepEqual([end.done, end.added, end.refused.length], [2500, 2250, 250])
})

test('an error ends it, and what was done is known', async () => {
  let last: Progress = NOT_BEGUN
  const send = async (batch: ImportRow[]) => {
    if (batch[0]?.number === '1000') throw new Error('offline')
    return answer(batch)
  }
  await assert.rejects(
    runImport({
      ...parts,
      send,
      onProgress(progress) {
        last = progress
      },
    }),
  )
  assert.equal(last.done, 1000)
})
