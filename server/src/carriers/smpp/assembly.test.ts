import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Assembled, type Assembly, createAssembly } from './assembly.ts'

const part = (text: string, part: number, parts = 3, reference = 1, from = '255701000000') => ({
  from,
  to: '15500',
  text,
  place: { reference, parts, part },
})

function finish(assembled: Assembled): string {
  assert.ok(assembled.state === 'complete')
  assembled.done()
  return assembled.message.text
}

function stateOf(assembly: Assembly, ...args: Parameters<typeof part>): string {
  return assembly.add(part(...args), 0).state
}

for (const order of [
  [1, 2, 3],
  [3, 2, 1],
  [2, 3, 1],
  [2, 2, 1, 1, 3],
]) {
  test(`parts in the order ${order} are one message`, () => {
    const assembly = createAssembly()
    const states = order.map((place) => assembly.add(part(`<${place}>`, place), 0))
    assert.ok(states.slice(0, -1).every(({ state }) => state === 'waiting'))
    assert.equal(finish(states.at(-1) as Assembled), '<1><2><3>')
  })
}

test('what could not be made durable can be had again with its last part, and is known once it is', () => {
  const assembly = createAssembly()
  stateOf(assembly, 'a', 1, 2)
  assert.equal(stateOf(assembly, 'b', 2, 2), 'complete')
  assert.equal(finish(assembly.add(part('b', 2, 2), 0)), 'ab')
  assert.equal(stateOf(assembly, 'b', 2, 2), 'repeated')
  assert.equal(stateOf(assembly, 'a', 1, 2), 'repeated')
})

test('the same reference again with another text is another message', () => {
  const assembly = createAssembly()
  stateOf(assembly, 'a', 1, 2)
  finish(assembly.add(part('b', 2, 2), 0))
  assert.equal(stateOf(assembly, 'c', 1, 2), 'waiting')
  assert.equal(finish(assembly.add(part('d', 2, 2), 0)), 'cd')
})

test('two senders, or two references, do not mix', () => {
  const assembly = createAssembly()
  assert.equal(stateOf(assembly, 'a', 1, 2, 1), 'waiting')
  assert.equal(stateOf(assembly, 'b', 2, 2, 2), 'waiting')
  assert.equal(stateOf(assembly, 'b', 2, 2, 1, '255702000000'), 'waiting')
})

test('what is not whole in time is told as it is, until it is durable', () => {
  const assembly = createAssembly({ waitMs: 100, unitsMax: 1000 })
  assembly.add(part('a', 1), 0)
  assembly.add(part('c', 3), 50)
  assert.deepEqual(assembly.overdue(99), [])
  for (let tries = 0; tries < 2; tries++) {
    const [late] = assembly.overdue(100)
    assert.equal(late?.message.text, 'ac')
    if (tries === 1) late?.done()
  }
  assert.deepEqual(assembly.overdue(200), [])
})

test('finished messages are forgotten first, then the oldest, so memory stays bounded', () => {
  const assembly = createAssembly({ waitMs: 100, unitsMax: 38 })
  assembly.add(part('oldest....', 1, 2, 1), 0)
  assembly.add(part('finished..', 1, 2, 2), 1)
  finish(assembly.add(part('.', 2, 2, 2), 1))
  assembly.add(part('newest....', 1, 2, 3), 2)
  assert.equal(stateOf(assembly, 'finished..', 1, 2, 2), 'waiting')
  assembly.add(part('x', 1, 2, 4), 3)
  assert.equal(stateOf(assembly, '!', 2, 2, 1), 'waiting')
  assert.equal(finish(assembly.add(part('!', 2, 2, 3), 4)), 'newest....!')
})
