// Our own API over a platform that a test says everything of, called without a socket.
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import { createApp } from '../../../http/app.ts'
import type { Setup } from '../../../setup/setup.ts'
import { judgeUrl } from '../../../webhooks/address-guard.ts'
import type { Dialect } from '../../dialect.ts'
import { native } from '../index.ts'
import type { OperatorContext } from '../operator/index.ts'
import { fakePlatform } from './fake-platform.ts'

// biome-ignore lint/suspicious/noExplicitAny: a test names the fields it expects, and fails where they are not
export type Answer = { status: number; body: any; headers: LightMyRequestResponse['headers']; text: string }

/** Without a `setup` of its own nothing is set up, and no webhook was told. */
export function testApp({ setup = NO_SETUP, dialects = [] }: { setup?: Partial<Setup>; dialects?: Dialect[] } = {}) {
  const fake = fakePlatform()
  const faults: unknown[] = []
  const log = {
    isLevelEnabled: () => false,
    debug() {},
    info() {},
    warn() {},
    error: (fault: unknown) => faults.push(fault),
  }
  const app = createApp({
    platform: fake.platform,
    dialects: [native(contextOf(setup as Setup)), ...dialects],
    hosts: new Map(),
    trustedProxies: [],
    log: log as never,
    isUnavailable: () => false,
    ready: async () => true,
    metrics: async () => '',
  })
  const token = fake.token()

  async function call(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const answer = await app.inject({
      method: method as NonNullable<InjectOptions['method']>,
      url: `/v1${path}`,
      headers: { authorization: `Bearer ${token}`, ...headers },
      ...(body !== undefined && { payload: body as object }),
    })
    const text = answer.body
    return { status: answer.statusCode, body: text === '' ? null : JSON.parse(text), headers: answer.headers, text }
  }
  return { ...fake, app, call, faults }
}

const NO_SETUP: Partial<Setup> = {
  judgeUrl: (url) => judgeUrl(url, { allowPrivate: false }),
  database: { transaction: async () => [] } as never,
}

function contextOf(setup: Setup): OperatorContext {
  return {
    setup,
    usage: { noteStaffUsed() {} },
    carrierStatus: () => null,
    submitToCarrier: async () => null,
    waiting: () => new Map(),
    verifyLedger: async () => ({ holds: true, checked: [], breaches: [] }),
    sandboxInbound: null,
  }
}
