// A second factor at sign-in: one-time codes of an authenticator app (RFC 6238), and recovery codes for when the app is lost.
import { randomInt } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import { refuse } from '../core/errors.ts'
import { seal, unseal } from '../seal.ts'
import { secretHash } from '../secrets.ts'
import {
  countRecoveryCodes,
  lockSecondFactor,
  noteWrongCodes,
  offerSecondFactor,
  readSecondFactor,
  removeSecondFactor,
  type SecondFactorRow,
  setRecoveryCodes,
  takeStep,
  useRecoveryCode,
} from '../store/second-factors.ts'
import { type UserRow, userById } from '../store/users.ts'
import { readBranding } from './branding.ts'
import { invalid } from './fields.ts'
import { sealedAs } from './sealed.ts'
import { type Change, changePeople, type Outcome, type Setup } from './setup.ts'

const PERIOD_S = 30
const SECRET_BYTES = 20 // RFC 4226 §4: 160 bits
const DRIFT_STEPS = 1 // a phone's clock half a minute off

type SecondFactor = { on: boolean; recoveryCodes: number }

export function secondFactorOf(setup: Setup, userId: string): Promise<SecondFactor> {
  return setup.database.transaction([], async (tx) => {
    const row = await readSecondFactor(tx, userId)
    return { on: row?.confirmed_at != null, recoveryCodes: await countRecoveryCodes(tx, userId) }
  })
}

/** A secret for the app, and the address of its QR code. It counts from the first right code on. */
export async function offerApp(setup: Setup, userId: string): Outcome<{ secret: string; uri: string }> {
  const { name } = await readBranding(setup)
  return changePeople(setup, `user:${userId}`, async ({ tx }) => {
    const user = (await userById(tx, userId)) ?? refuse({ code: 'not_found' })
    const secret = new Secret({ size: SECRET_BYTES }).base32
    const sealed = seal(setup.keyring, secret, sealedAs.secondFactor(userId))
    if (!(await offerSecondFactor(tx, userId, sealed)))
      refuse({ code: 'conflict', obstacle: 'second_factor_on', message: IS_ON })
    // Apps take what stands before a colon for the issuer.
    return { secret, uri: totp(secret, { issuer: name.replaceAll(':', ''), label: user.email }).toString() }
  })
}

const IS_ON = 'A code is asked for already. Turn that off first to use another app.'

/** The first right code turns it on. Answers the recovery codes, which are shown this once. */
export function confirmApp(setup: Setup, userId: string, code: string): Outcome<string[]> {
  return changePeople(setup, `user:${userId}`, async (change) => {
    const row = await lockSecondFactor(change.tx, userId)
    if (row?.confirmed_at != null) refuse({ code: 'conflict', obstacle: 'second_factor_on', message: IS_ON })
    const step = row && stepOf(setup, userId, row, code, change.nowMs)
    if (step === null) invalid('code', 'This is not the code that the app shows now.')
    await takeStep(change.tx, userId, step, change.nowMs)
    change.audit('user.second_factor_added', userId)
    return giveRecoveryCodes(change, userId)
  })
}

/** New ones in place of the old, shown this once. */
export function renewRecoveryCodes(setup: Setup, userId: string): Outcome<string[]> {
  return changePeople(setup, `user:${userId}`, async (change) => {
    const row = await readSecondFactor(change.tx, userId)
    if (row?.confirmed_at == null)
      refuse({ code: 'conflict', obstacle: 'second_factor_off', message: 'No code is asked for, so there are none.' })
    change.audit('user.recovery_codes_renewed', userId)
    return giveRecoveryCodes(change, userId)
  })
}

export async function turnOff(setup: Setup, userId: string): Outcome<null> {
  const done = await changePeople(setup, `user:${userId}`, async ({ tx, audit }) => {
    const row = await readSecondFactor(tx, userId)
    await removeSecondFactor(tx, userId)
    if (row?.confirmed_at == null) return null
    audit('user.second_factor_removed', userId)
    return userById(tx, userId)
  })
  if (!done.ok) return done
  if (done.value) tell(setup, done.value)
  return { ok: true, value: null }
}

function tell(setup: Setup, { email: to, name, language }: UserRow): void {
  setup.mail.send({ kind: 'second_factor_removed', to, name, language, path: '/forgot-password' })
}

// Six digits are a million, of which three count at a time. So many tries in that time leave whoever has the password
// already one chance in 300 a day; nobody else comes as far as this.
export const WRONG_MAX = 10
export const WRONG_WINDOW_MS = 15 * 60_000

/** `off`: this user is asked for none. `blocked`: too many were wrong, so this one was not looked at. */
type CodeVerdict = 'right' | 'wrong' | 'off' | 'blocked'

/** A code of the app, or a recovery code. A right one is used up by this. */
export async function judgeCode(setup: Setup, userId: string, code: string): Promise<CodeVerdict> {
  const judged = await changePeople(setup, `user:${userId}`, async (change): Promise<CodeVerdict> => {
    const { tx, nowMs, audit } = change
    const row = await lockSecondFactor(tx, userId)
    if (row?.confirmed_at == null) return 'off'
    const counts = row.wrong_since !== null && nowMs - row.wrong_since.getTime() < WRONG_WINDOW_MS
    const wrong = counts ? row.wrong_codes : 0
    if (wrong >= WRONG_MAX) return 'blocked'
    const step = stepOf(setup, userId, row, code, nowMs)
    if (step !== null) {
      await takeStep(tx, userId, step, nowMs)
      return 'right'
    }
    if (await useRecoveryCode(tx, userId, recoveryHash(userId, code))) {
      audit('user.recovery_code_used', userId)
      return 'right'
    }
    await noteWrongCodes(tx, userId, wrong + 1, counts ? row.wrong_since : new Date(nowMs))
    return 'wrong'
  })
  if (!judged.ok) throw new Error(`a code was refused: ${judged.error.code}`)
  return judged.value
}

/** The time step that this code is of; null when it is of none, or of one that was used. */
function stepOf(setup: Setup, userId: string, row: SecondFactorRow, code: string, nowMs: number): bigint | null {
  const digits = code.replaceAll(/[\s-]/g, '')
  if (!/^\d{6}$/.test(digits)) return null
  const app = totp(unseal(setup.keyring, row.secret, sealedAs.secondFactor(userId)))
  const delta = app.validate({ token: digits, timestamp: nowMs, window: DRIFT_STEPS })
  if (delta === null) return null
  const step = BigInt(Math.floor(nowMs / (PERIOD_S * 1000)) + delta)
  return step > row.last_step ? step : null
}

function totp(secret: string, shown: { issuer?: string; label?: string } = {}): TOTP {
  return new TOTP({ ...shown, secret: Secret.fromBase32(secret), period: PERIOD_S })
}

const RECOVERY_CODES = 10
// 24 of 32 characters are 120 bits, so that a fast hash keeps them well enough (OWASP ASVS 5.0, 6.5.2: from 112 on).
const RECOVERY_CHARS = 24
const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ' // no I, L, O and U: what is read out or copied by hand stays right

async function giveRecoveryCodes({ tx }: Change, userId: string): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode)
  const hashes = codes.map((code) => recoveryHash(userId, code))
  await setRecoveryCodes(tx, userId, hashes)
  return codes
}

function newRecoveryCode(): string {
  const chars = Array.from({ length: RECOVERY_CHARS }, () => CROCKFORD[randomInt(CROCKFORD.length)])
  return (chars.join('').match(/.{6}/g) as string[]).join('-')
}

/** However it is written: small letters, blanks, an O for a 0. */
function recoveryHash(userId: string, code: string): Buffer {
  const plain = code.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1')
  return secretHash(userId, plain)
}
