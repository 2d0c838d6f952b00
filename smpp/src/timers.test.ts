import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defaultTimers, openTimers, type TimerAction, type TimerState, type Timers, tick } from './timers.ts'

const bound: TimerState = { ...openTimers(0), bound: true }
const all: Timers = { sessionInitMs: 10, enquireLinkMs: 30, inactivityMs: 100, responseMs: 60 }

test('what is due, each edge from both sides', () => {
  const rows: [string, Timers, TimerState, number, TimerAction, number][] = [
    ['no bind yet', all, openTimers(0), 9, 'wait', 10],
    ['no bind in time', all, openTimers(0), 10, 'session_init_timeout', 10],
    ['heard lately', all, bound, 29, 'wait', 30],
    ['silent', all, bound, 30, 'enquire_link', 30],
    ['heard later', all, { ...bound, heardMs: 20 }, 49, 'wait', 50],
    ['asked, still time to answer', all, { ...bound, enquiredMs: 30 }, 89, 'wait', 90],
    ['asked, no answer', all, { ...bound, enquiredMs: 30 }, 90, 'enquire_link_timeout', 90],
    ['alive but idle', all, { ...bound, heardMs: 90 }, 99, 'wait', 100],
    ['alive but idle too long', all, { ...bound, heardMs: 90 }, 100, 'inactivity_timeout', 100],
    ['dead and idle: dead', all, { ...bound, enquiredMs: 30 }, 120, 'enquire_link_timeout', 90],
    ['nobody asks', { ...all, enquireLinkMs: 0 }, bound, 99, 'wait', 100],
    ['idle for ever', defaultTimers, { ...bound, heardMs: 1e9 }, 1e9, 'wait', 1e9 + 30_000],
    ['no timer at all', { ...all, enquireLinkMs: 0, inactivityMs: 0 }, bound, 1e12, 'wait', Number.POSITIVE_INFINITY],
  ]
  for (const [name, timers, state, nowMs, action, nextMs] of rows) {
    assert.deepEqual(tick(timers, state, nowMs), { action, nextMs }, name)
  }
})
