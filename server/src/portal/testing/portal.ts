// The portal over a database of the test's own, called without a socket, and people to sign in.
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import { testAccount, testSetup, value } from '../../../../test/harness/setup.ts'
import { native } from '../../dialects/native/index.ts'
import { createApp } from '../../http/app.ts'
import { platform } from '../../pipeline/platform.ts'
import { addMember, createStaffUser, type MemberRole, type StaffRole } from '../../setup/users.ts'
import { portal } from '../index.ts'

export type Call = { method?: string; path: string; body?: object; headers?: Record<string, string> }
type Person = { email: string; password: string }

const PASSWORD = 'a long sentence'
/** What a browser says of a call by our own page. */
export const OWN_PAGE = { host: 'localhost', origin: 'http://localhost', 'sec-fetch-site': 'same-origin' }

export async function testPortal(t: { after(done: () => Promise<void>): void }, { folder = '/none' } = {}) {
  const setup = await testSetup(t)
  const log = { isLevelEnabled: () => false, debug() {}, info() {}, warn() {}, error: console.error } as never
  const { database, knowledge, clock } = setup
  // Nothing is sent here: what sends is left out.
  const served = platform({ database, knowledge, clock, allowPrivateCallbacks: false, onUsed() {} } as never)
  const operator = {
    setup,
    usage: { noteStaffUsed() {} },
    carrierStatus: () => null,
    submitToCarrier: async () => null,
    waiting: () => new Map(),
    verifyLedger: async () => ({ holds: true, checked: [], breaches: [] }),
    sandboxInbound: null,
  }
  const isUnavailable = (): boolean => false
  const app = createApp({
    platform: served,
    dialects: [native(operator)],
    portal: portal({ platform: served, operator, accounts: setup.knowledge, log, isUnavailable, folder }),
    hosts: new Map(),
    trustedProxies: ['127.0.0.1'],
    log,
    isUnavailable,
    ready: async () => true,
    metrics: async () => '',
  })
  t.after(() => app.close())
  let people = 0

  async function call({ method = 'GET', path, body, headers = {} }: Call): Promise<LightMyRequestResponse> {
    return app.inject({
      method: method as NonNullable<InjectOptions['method']>,
      url: path,
      headers,
      ...(body !== undefined && { payload: body }),
    })
  }
  async function person(role: MemberRole, accountId: string): Promise<Person> {
    const email = `person${++people}@example.com`
    value(await addMember(setup, 'installation', accountId, { email, name: 'Amina', password: PASSWORD, role }))
    return { email, password: PASSWORD }
  }
  async function staff(role: StaffRole): Promise<Person> {
    const email = `staff${++people}@example.com`
    value(await createStaffUser(setup, 'installation', { email, name: 'Neema', password: PASSWORD, role }))
    return { email, password: PASSWORD }
  }
  /** What the person's browser then sends with its calls. */
  async function signedIn(who: Person): Promise<{ cookie: string; 'x-csrf-token': string } & typeof OWN_PAGE> {
    const answer = await call({ method: 'POST', path: '/portal/api/sign-in', body: who, headers: OWN_PAGE })
    const cookie = `njiwa=${answer.cookies[0]?.value}`
    return { ...OWN_PAGE, cookie, 'x-csrf-token': answer.json().csrf_token }
  }
  return { setup, app, call, person, staff, signedIn, account: (name?: string) => testAccount(setup, 'units', name) }
}
