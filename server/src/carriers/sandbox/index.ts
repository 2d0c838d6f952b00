// The sandbox is a carrier over SMPP like any other, near by and with nothing to be careful of: how it is bound.
const SYSTEM_ID = 'njiwa'
const WINDOW = 500

export function sandboxConfig({ host, port }: { host: string; port: number }): {
  config: Record<string, unknown>
  password: string
} {
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
  return { config, password: 'sandbox' }
}
