// Whether somebody is who they say: by their password, and by the code of their app where one is asked for. Wrong tries
// wait, longer and longer; a right one never does, so nobody is locked out by another's tries.
import { setTimeout as wait } from 'node:timers/promises'
import { refuse } from '../core/errors.ts'
import type { Guesses } from '../http/guesses.ts'
import { isPasswordOf } from '../setup/own-password.ts'
import { judgeCode, secondFactorOf, WRONG_WINDOW_MS } from '../setup/second-factor.ts'
import type { Setup } from '../setup/setup.ts'
import { normalEmail, type UserRow, verifyPassword } from '../setup/users.ts'
import type { Session } from './sessions.ts'
import type { Turns } from './turns.ts'

export type Who = {
  /** Whose e-mail and password these are. */
  byPassword(email: string, password: string, address: string): Promise<UserRow>
  isPassword(session: Session, password: string, address: string): Promise<void>
  /** Passes whoever is asked for none. */
  byCode(user: Session['user'], code: string | undefined, address: string): Promise<void>
  /** Refuses whoever is asked for none: any code would be right. */
  isCode(session: Session, code: string, address: string): Promise<void>
}

export function whoBy(parts: { setup: Setup; guesses: Guesses; turns: Turns }): Who {
  const { setup, guesses, turns } = parts
  async function wrong(email: string, address: string, message: string): Promise<never> {
    await wait(guesses.delayMs(`portal ${normalEmail(email)}`, address, performance.now()))
    return refuse({ code: 'credentials_invalid', message })
  }
  return {
    byPassword: (email, password, address) =>
      turns.take(address, async () => {
        const user = await verifyPassword(setup, email, password)
        return (
          user ?? wrong(email, address, 'This e-mail and password do not belong together. Check both and try again.')
        )
      }),
    isPassword: ({ user }, password, address) =>
      turns.take(address, async () => {
        if (!(await isPasswordOf(setup, user.id, password)))
          await wrong(user.email, address, 'This is not your password.')
      }),
    async byCode(user, code, address) {
      if (code !== undefined) return judge(user, code, address)
      if (!(await secondFactorOf(setup, user.id)).on) return
      const message = 'Give the code of your app.'
      refuse({ code: 'credentials_invalid', reason: 'second_factor_required', message })
    },
    async isCode({ user }, code, address) {
      if (!(await secondFactorOf(setup, user.id)).on) await wrong(user.email, address, 'You are asked for no code.')
      return judge(user, code, address)
    },
  }

  async function judge({ id, email }: Session['user'], code: string, address: string): Promise<void> {
    const verdict = await judgeCode(setup, id, code)
    if (verdict === 'blocked') refuse({ code: 'rate_limited', retryAfterSeconds: WRONG_WINDOW_MS / 1000 })
    if (verdict === 'wrong') await wrong(email, address, WRONG_CODE)
  }
}

const WRONG_CODE = 'This code is wrong, or was used before. Give the one that the app shows now.'
