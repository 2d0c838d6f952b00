// Passwords of people: scrypt with 128 MiB (OWASP's N = 2^17, r = 8, p = 1), a salt each, the figures kept beside the hash.
import { randomBytes, type ScryptOptions, scrypt } from 'node:crypto'
import { sameDigest } from '../secrets.ts'
import { invalid } from './fields.ts'

/** Of the hashes to come: what is stored keeps the figures it was made with. Tests, which sign in hundreds of people, take less. */
export const cost = { logN: 17 }
const R = 8
const P = 1
const HASH_BYTES = 32

const PASSWORD_MIN = 8 // OWASP ASVS 5.0, 6.2.1
export const PASSWORD_MAX = 128

/** Refuses one that may not be chosen. */
export function goodPassword(password: string): void {
  if (password.length < PASSWORD_MIN || password.length > PASSWORD_MAX) {
    invalid('password', `a password has ${PASSWORD_MIN} to ${PASSWORD_MAX} characters`)
  }
}

/** `scrypt$17$8$1$<salt>$<hash>`, the last two in base64. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const hash = await derive(password, salt, { logN: cost.logN, r: R, p: P })
  return ['scrypt', cost.logN, R, P, salt.toString('base64'), hash.toString('base64')].join('$')
}

/** `stored` of null costs the same: whether a person exists does not show in the time. */
export async function passwordMatches(password: string, stored: string | null): Promise<boolean> {
  const [, logN, r, p, salt = '', hash = ''] = (stored ?? nobody()).split('$')
  const derived = await derive(password, Buffer.from(salt, 'base64'), {
    logN: Number(logN),
    r: Number(r),
    p: Number(p),
  })
  return sameDigest(derived, Buffer.from(hash, 'base64')) && stored !== null
}

const nobody = (): string =>
  ['scrypt', cost.logN, R, P, Buffer.alloc(16).toString('base64'), Buffer.alloc(HASH_BYTES).toString('base64')].join(
    '$',
  )

// One at a time: each takes 128 MiB, and many people signing in at once must not take them all together.
let turn: Promise<unknown> = Promise.resolve()

function derive(password: string, salt: Buffer, figures: { logN: number; r: number; p: number }): Promise<Buffer> {
  const options: ScryptOptions = { N: 2 ** figures.logN, r: figures.r, p: figures.p, maxmem: 256 * 2 ** 20 }
  const work = (): Promise<Buffer> =>
    new Promise((resolve, reject) => {
      const text = password.normalize('NFKC') // one password, however a keyboard composes its letters
      scrypt(text, salt, HASH_BYTES, options, (error, key) => (error ? reject(error) : resolve(key)))
    })
  const mine = turn.then(work)
  turn = mine.catch(() => {})
  return mine
}
