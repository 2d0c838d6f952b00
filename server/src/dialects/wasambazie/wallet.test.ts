import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Account } from '../../core/accounts.ts'
import { compileRatePlan } from '../../core/rates.ts'
import { balanceBody } from './wallet.ts'

function account(currency: string, price: bigint): Account {
  const rates = [{ country: '*', price, currency }]
  const plan = compileRatePlan({ currency, refundPolicy: 'on_rejection', homeCountry: 'TZ', rates })
  assert.ok(plan.ok)
  return { currency, plan: plan.value } as Account
}

const ROWS: [is: string, of: Account, free: bigint, printed: string][] = [
  ['as the document prints it', account('units', 1n), 4250n, '{"balance":4250.0}'],
  ['of nothing', account('units', 1n), 0n, '{"balance":0.0}'],
  ['of money, less than a credit', account('TZS', 20_000_000n), 19_999_999n, '{"balance":0.0}'],
  ['of money, one credit', account('TZS', 20_000_000n), 20_000_000n, '{"balance":1.0}'],
]
for (const [is, of, free, printed] of ROWS) {
  test(`a balance ${is}`, () => assert.equal(balanceBody(of, new Map(), free), printed))
}
