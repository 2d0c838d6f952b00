// What signs an account's webhooks: opened once, and kept while its sealed form is in use.
import { createSecretKey, type KeyObject } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { type Keyring, unseal } from './seal.ts'
import { sealedAs } from './setup/sealed.ts'
import type { Endpoint, Webhooks } from './store/snapshots.ts'
import { type SigningKeys, webhookKey } from './webhooks/sign.ts'

type Opened = { standard: KeyObject; whole: KeyObject }

export function webhookKeys(keyring: Keyring) {
  const opened = new LRUCache<string, Opened>({ max: 10_000 })

  function open(sealed: Buffer, name: string): Opened {
    const id = sealed.toString('latin1') // a sealed secret has a nonce of its own, so it names itself
    let keys = opened.get(id)
    if (!keys) {
      const secret = unseal(keyring, sealed, name)
      keys = { standard: webhookKey(secret), whole: createSecretKey(Buffer.from(secret)) }
      opened.set(id, keys)
    }
    return keys
  }

  return (accountId: string, webhooks: Webhooks, endpoint: Endpoint | null): SigningKeys => {
    const name = endpoint
      ? sealedAs.webhookEndpoint(accountId, endpoint.id)
      : sealedAs.accountSecret(accountId, 'webhook')
    const sealed = endpoint ? [endpoint.secret, endpoint.previous_secret] : [webhooks.accountSecret]
    const keys = sealed.flatMap((secret) => (secret ? [open(secret, name)] : []))
    return { standard: keys.map((key) => key.standard), whole: keys[0]?.whole ?? null }
  }
}
