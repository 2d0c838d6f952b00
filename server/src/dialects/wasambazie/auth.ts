// How a caller of Wasambazie proves who it is: a public and a secret key, each in a header of its own.
import { refuse } from '../../core/errors.ts'
import { checksumHolds, secretHash } from '../../secrets.ts'
import type { Dialect } from '../dialect.ts'

export const credentials: Dialect['credentials'] = (headers) => {
  const { 'x-api-public-key': publicKey = '', 'x-api-secret-key': secretKey = '' } = headers
  if (typeof publicKey !== 'string' || typeof secretKey !== 'string') refuse({ code: 'credentials_unreadable' })
  if (publicKey === '' || secretKey === '') refuse({ code: 'credentials_missing' })
  const mayBeOurs = checksumHolds(publicKey) && checksumHolds(secretKey)
  return { principal: publicKey, secretHash: mayBeOurs ? secretHash(publicKey, secretKey) : null }
}

export const securitySchemes: Dialect['document']['securitySchemes'] = {
  publicKey: {
    type: 'apiKey',
    in: 'header',
    name: 'X-API-PUBLIC-KEY',
    description: 'Your public API key. Always prefixed with `pk_`.',
  },
  secretKey: {
    type: 'apiKey',
    in: 'header',
    name: 'X-API-SECRET-KEY',
    description: 'Your secret API key. Always prefixed with `sk_`. Shown only once at generation.',
  },
}

/** Both at once. */
export const SECURITY: Record<string, string[]>[] = [{ publicKey: [], secretKey: [] }]
