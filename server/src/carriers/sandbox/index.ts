// carriers/sandbox/index.ts: the sandbox is a carrier over SMPP like any other, near by and with nothing to be careful of.

import type { Carrier } from '../carrier.ts'
import { createSmppCarrier, type SmppCarrierOptions } from '../smpp/index.ts'

export type SandboxCarrierOptions = Omit<SmppCarrierOptions, 'config' | 'password'> & { host: string; port: number }

const SYSTEM_ID = 'njiwa'
const PASSWORD = 'sandbox'
const WINDOW = 500

export function createSandboxCarrier({ host, port, ...options }: SandboxCarrierOptions): Carrier {
  const config = {
    host,
    port,
    systemId: SYSTEM_ID,
    window: WINDOW,
    responseMs: 5000,
    // It is bound again within a second.
    reconnectMinMs: 100,
    reconnectMaxMs: 500,
  }
  return createSmppCarrier({ ...options, config, password: PASSWORD })
}
