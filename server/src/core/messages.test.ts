import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { isFinal, MESSAGE_STATES, mayBecome, statesBefore } from './messages.ts'

test('final states lead nowhere', () => {
  for (const state of MESSAGE_STATES) {
    assert.equal(
      isFinal(state),
      MESSAGE_STATES.every((to) => !mayBecome(state, to)),
    )
  }
  assert.deepEqual(MESSAGE_STATES.filter(isFinal), ['delivered', 'failed', 'cancelled'])
})

test('a final state follows queued or sent; cancelled follows only what waits for its time', () => {
  assert.deepEqual(statesBefore('delivered'), ['queued', 'sent'])
  assert.deepEqual(statesBefore('cancelled'), ['scheduled', 'suspended'])
})

test('docs/message-states.md says the same', () => {
  const page = readFileSync(new URL('../../../docs/message-states.md', import.meta.url), 'utf8')
  const states = page.slice(0, page.indexOf('## Why'))
  const rows = [...states.matchAll(/^\| `(\w+)` \| (.+?) \|/gm)].map(([, state, next]) => [
    state,
    [...(next as string).matchAll(/`(\w+)`/g)].map((match) => match[1]),
  ])
  assert.deepEqual(
    rows,
    MESSAGE_STATES.map((state) => [state, MESSAGE_STATES.filter((to) => mayBecome(state, to))]),
  )
})
