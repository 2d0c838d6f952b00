// Secrets that we must use ourselves (webhook secrets, carriers' passwords): AES-256-GCM under a key that the database
// never sees, bound to the row they belong to. A dump alone reveals none, and a secret moved to another row does not open.
import { createCipheriv, createDecipheriv, createHash, createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'

/** The first key seals, each of them opens. The bytes are in key objects, which print as nothing. */
export type Keyring = { readonly keys: readonly [Key, ...Key[]] }
type Key = { readonly id: string; readonly secret: KeyObject }

/** What went wrong, never with what. `key_unknown`: sealed under a key that is not in the file. */
export class SealError extends Error {
  readonly code: 'key_file_missing' | 'key_file_malformed' | 'key_unknown' | 'seal_broken'
  constructor(code: SealError['code'], detail: string) {
    super(`${code}: ${detail}`)
    this.code = code
  }
}

const VERSION = 1
const ID_BYTES = 8
const NONCE_BYTES = 12
const TAG_BYTES = 16
const NONCE_AT = 1 + ID_BYTES
const TAG_AT = NONCE_AT + NONCE_BYTES
const TEXT_AT = TAG_AT + TAG_BYTES

/**
 * The keys in a file: a line each, `<id> <32 bytes in base64>`, the sealing key first; to rotate, put a new line on top.
 * With `create` a missing file is made, mode 0600, with one new key.
 */
export function openKeyring(path: string, options: { create: boolean }): Keyring {
  let text = readKeyFile(path)
  if (text === null && options.create) {
    createKeyFile(path)
    text = readKeyFile(path)
  }
  if (text === null) {
    throw new SealError('key_file_missing', path)
  }
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'))
  const [first, ...others] = lines.map((line) => readKey(path, line))
  if (first === undefined) {
    throw new SealError('key_file_malformed', `${path} holds no key`)
  }
  return { keys: [first, ...others] }
}

/** A line for the key file. */
export function newKeyLine(): string {
  const bytes = randomBytes(32)
  return `${keyId(bytes)} ${bytes.toString('base64')}`
}

/** `aad` names the row: its account and id. Layout: version, key id, nonce, tag, ciphertext. */
export function seal(keyring: Keyring, plain: string, aad: string): Buffer {
  const key = keyring.keys[0]
  const head = Buffer.concat([Buffer.of(VERSION), Buffer.from(key.id, 'hex')])
  const nonce = randomBytes(NONCE_BYTES) // random: 2^32 seals under one key are within NIST SP 800-38D §8.3
  const cipher = createCipheriv('aes-256-gcm', key.secret, nonce)
  cipher.setAAD(Buffer.concat([head, Buffer.from(aad)]))
  const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
  return Buffer.concat([head, nonce, cipher.getAuthTag(), text])
}

/** The secret, or a SealError: what is asked for was sealed by us, so anything else is damage or a lost key. */
export function unseal(keyring: Keyring, sealed: Uint8Array, aad: string): string {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)
  if (bytes.length < TEXT_AT || bytes[0] !== VERSION) {
    throw new SealError('seal_broken', 'not a sealed secret')
  }
  const id = bytes.toString('hex', 1, NONCE_AT)
  const key = keyring.keys.find((one) => one.id === id)
  if (key === undefined) {
    throw new SealError('key_unknown', `key ${id} is not in the key file`)
  }
  const decipher = createDecipheriv('aes-256-gcm', key.secret, bytes.subarray(NONCE_AT, TAG_AT), {
    authTagLength: TAG_BYTES, // else a shorter tag would do
  })
  decipher.setAAD(Buffer.concat([bytes.subarray(0, NONCE_AT), Buffer.from(aad)]))
  decipher.setAuthTag(bytes.subarray(TAG_AT, TEXT_AT))
  const text = decipher.update(bytes.subarray(TEXT_AT))
  try {
    return Buffer.concat([text, decipher.final()]).toString('utf8')
  } catch {
    throw new SealError('seal_broken', `under key ${id}: changed, or of another row`)
  }
}

/** The sealing key's id, kept beside what it sealed. No secret: it is a digest of the key. */
export function fingerprint(keyring: Keyring): string {
  return keyring.keys[0].id
}

/** Whether what was sealed under that fingerprint opens here: if not, the server has the wrong key file and must not start. */
export function opens(keyring: Keyring, sealedUnder: string): boolean {
  return keyring.keys.some((key) => key.id === sealedUnder)
}

function keyId(bytes: Buffer): string {
  return createHash('sha256')
    .update('njiwa key id\0')
    .update(bytes)
    .digest('hex')
    .slice(0, 2 * ID_BYTES)
}

function readKey(path: string, line: string): Key {
  const [id, base64, ...more] = line.trim().split(/\s+/)
  const bytes = Buffer.from(base64 ?? '', 'base64')
  // The id is a digest of the key, so a key that lost or gained a character is found here and not when a row won't open.
  if (id === undefined || bytes.length !== 32 || more.length > 0 || id !== keyId(bytes)) {
    throw new SealError('key_file_malformed', `a line of ${path} is not an id and its key`)
  }
  return { id, secret: createSecretKey(bytes) }
}

function readKeyFile(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return null
    }
    throw error
  }
}

// Written whole under another name, then linked: of two processes that start at once, both read the key of the first.
function createKeyFile(path: string): void {
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  writeFileSync(draft, `${newKeyLine()}\n`, { mode: 0o600, flag: 'wx', flush: true })
  try {
    linkSync(draft, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      throw error
    }
  } finally {
    rmSync(draft)
  }
}
