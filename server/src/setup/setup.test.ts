import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testAccount, testSetup } from '../../../test/harness/setup.ts'
import { refuse } from '../core/errors.ts'
import { changeAccount, changeInstallation, changePeople } from './setup.ts'

const setup = await testSetup({ after })
const account = await testAccount(setup)

test('what a change makes this node read anew', async () => {
  const forgotten: (string | undefined)[] = []
  const told = { ...setup, knowledge: { forget: (accountId?: string) => void forgotten.push(accountId) } }
  const work = async (): Promise<null> => null
  const rows: [what: string, change: () => Promise<unknown>, expected: (string | undefined)[]][] = [
    ['of an account', () => changeAccount(told, 'user:a', account, work), [account]],
    ['of the installation', () => changeInstallation(told, 'user:a', work), [undefined]],
    ['of people', () => changePeople(told, 'user:a', work), []],
    ['refused', () => changeAccount(told, 'user:a', account, async () => refuse({ code: 'conflict' })), []],
  ]
  for (const [what, change, expected] of rows) {
    forgotten.length = 0
    await change()
    assert.deepEqual(forgotten, expected, what)
  }
})
