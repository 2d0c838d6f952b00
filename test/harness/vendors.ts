// test/harness/vendors.ts: accounts of a running server, made as its operator makes them.
import { join } from 'node:path'
import { knowledge } from '../../server/src/pipeline/knowledge.ts'
import { openKeyring } from '../../server/src/seal.ts'
import { type AccountInput, changeAccountSettings, createAccount } from '../../server/src/setup/accounts.ts'
import { type CredentialInput, createCredential, revokeCredential } from '../../server/src/setup/credentials.ts'
import { creditAccount } from '../../server/src/setup/credits.ts'
import { listRatePlans } from '../../server/src/setup/rate-plans.ts'
import { approveSender, requestSender } from '../../server/src/setup/sender-ids.ts'
import type { Setup } from '../../server/src/setup/setup.ts'
import { openDatabase } from '../../server/src/store/database.ts'
import type { TestServer } from './server.ts'
import { value } from './setup.ts'

const OPERATOR = 'staff-token:test'

export type Vendor = {
  accountId: string
  /** A credential's secret; changes of the input's defaults: MegaSMS, every permission. */
  token(change?: Partial<CredentialInput>): Promise<string>
  revokedToken(): Promise<string>
}

export type Vendors = {
  setup: Setup
  /** An account with so many units, the approved sender MEGASMS and the pending one PENDING. */
  vendor(units: number, change?: Partial<AccountInput>): Promise<Vendor>
  suspend(vendor: Vendor): Promise<void>
  close(): Promise<void>
}

/** The server learns of a change within a second, and of what is new at once. Close it before the database goes. */
export function vendorsOf(server: TestServer): Vendors {
  const database = openDatabase({ url: server.database.appUrl, connectionsMax: 2 })
  const setup: Setup = {
    database,
    knowledge: knowledge(database),
    clock: Date,
    keyring: openKeyring(join(server.dataDir, 'key'), { create: false }),
    mail: { send() {} },
    judgeUrl: (url) => ({ ok: true, value: new URL(url) }),
    validateCarrierConfig: (_kind, config) => ({ ok: true, value: config }),
    webhookStyles: ['native'],
    inboundStyles: ['native'],
    webhookBody: () => '',
  }
  let made = 0

  return {
    setup,
    async vendor(units, change = {}) {
      const [plan] = await listRatePlans(setup, null, 1) // the one of the first start
      const input = { name: `vendor ${++made}`, ratePlanId: (plan as { id: string }).id, ...change }
      const { account } = value(await createAccount(setup, OPERATOR, input))
      const accountId = account.id
      if (units > 0) {
        const credit = {
          kind: 'topup',
          currency: 'units',
          amount: BigInt(units),
          note: 'test',
          reference: `test ${made}`,
        } as const
        value(await creditAccount(setup, OPERATOR, accountId, credit))
      }
      const sender = value(await requestSender(setup, OPERATOR, accountId, { name: 'MEGASMS' }))
      value(await approveSender(setup, OPERATOR, accountId, sender.id, null))
      value(await requestSender(setup, OPERATOR, accountId, { name: 'PENDING' }))
      const credential = async (given: Partial<CredentialInput> = {}) => {
        const permissions = ['messages:send', 'messages:read', 'balance:read']
        const all = { dialect: 'megasms', name: 'test', permissions, ...given }
        return value(await createCredential(setup, OPERATOR, accountId, all))
      }
      return {
        accountId,
        token: async (given) => (await credential(given)).secret,
        async revokedToken() {
          const { credential: row, secret } = await credential()
          value(await revokeCredential(setup, OPERATOR, accountId, row.id))
          return secret
        },
      }
    },
    async suspend({ accountId }) {
      value(await changeAccountSettings(setup, OPERATOR, accountId, { status: 'suspended' }))
    },
    close: () => database.close(),
  }
}
