import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Figures, summary } from './figures.ts'

test('the median is a run that was, the lower one of two', () => {
  assert.equal(summary([]), null)
  assert.deepEqual(summary([3]), { median: 3, min: 3, max: 3, runs: 1 })
  assert.deepEqual(summary([4, 2]), { median: 2, min: 2, max: 4, runs: 2 })
  assert.deepEqual(summary([9, 1, 5]), { median: 5, min: 1, max: 9, runs: 3 })
})

test('a figure is of its row and its target alone', () => {
  const figures = new Figures()
  figures.add('native16', 'Njiwa', 10, { p99Ms: 1 })
  figures.add('native16', 'Kannel file/internal', 20)
  figures.add('native64', 'Njiwa', 30)
  assert.equal(figures.of('native16', 'Njiwa')?.median, 10)
  assert.equal(figures.detail('native16', 'Njiwa', 'p99Ms')?.median, 1)
  assert.equal(figures.detail('native16', 'Kannel file/internal', 'p99Ms'), null)
  assert.deepEqual(figures.targets(), ['Njiwa', 'Kannel file/internal'])
})
