// What signs an account's webhooks: opened once, and kept while its sealed form is in use.
import type { KeyObject } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { type Keyring, unseal } from './seal.ts'
import { sealedAs } from './setup/sealed.ts'
import type { Endpoint, Webhooks } from './store/snapshots.ts'
import { webhookKey } from './webhooks/sign.ts'

export function webhookKeys(keyring: Keyring) {
  const opened = new LRUCache<string, KeyObject>({ max: 10_000 })

  function open(sealed: Buffer, name: string): KeyObject {
    const id = sealed.toString('latin1') // a sealed secret has a nonce of its own, so it names itself
    let key = opened.get(id)
    if (!key) {
      key = webhookKey(unseal(keyring, sealed, name))
      opened.set(id, key)
    }
    return key
  }

  return (accountId: string, webhooks: Webhooks, endpoint: Endpoint | null): readonly KeyObject[] => {
    if (!endpoint) {
      return webhooks.accountSecret ? [open(webhooks.accountSecret, sealedAs.accountSecret(accountId, 'webhook'))] : []
    }
    const name = sealedAs.webhookEndpoint(accountId, endpoint.id)
    const secrets = endpoint.previous_secret ? [endpoint.secret, endpoint.previous_secret] : [endpoint.secret]
    return secrets.map((secret) => open(secret, name))
  }
}
