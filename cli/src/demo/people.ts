// Who may sign in to a demo set: the owner of its accounts, and a member of staff.
import { randomBytes } from 'node:crypto'
import { ACCOUNTS } from '../accounts.ts'
import type { DemoSet } from './set.ts'

export interface SignIn {
  email: string
  password: string
}

/** The owner of these accounts; the first one is what it lands on. */
export async function createOwner({ api, mark }: DemoSet, accountIds: string[]): Promise<SignIn> {
  const owner = newSignIn(`owner-${mark}`)
  // In turn: the first call makes the user, and the order of accounts is the switcher's.
  for (const id of accountIds) {
    await api.post(`${ACCOUNTS}/${id}/users`, { ...owner, name: 'Demo owner', role: 'owner' })
  }
  return owner
}

export async function createOperator({ api, mark }: DemoSet): Promise<SignIn & { token: string }> {
  const operator = newSignIn(`operator-${mark}`)
  const [{ token }] = await Promise.all([
    api.post<{ token: string }>('/v1/operator/tokens', { name: `demo ${mark}`, role: 'admin' }),
    api.post('/v1/operator/users', { ...operator, name: 'Demo operator', role: 'admin' }),
  ])
  return { ...operator, token }
}

// A domain that no mail goes to (RFC 2606 §2).
function newSignIn(name: string): SignIn {
  return { email: `${name}@demo.example`, password: randomBytes(15).toString('base64url') }
}
