// Who is behind an actor: what takes two people is not done by one who has two tokens (S21, S23).
import { isId } from '../ids.ts'
import type { Tx } from '../store/database.ts'
import { makerOfStaffToken } from '../store/users.ts'

/** Whoever holds the token of the first start, or one whose maker nobody knows: all of them are one person. */
export const OPERATOR = 'operator'

/** Two actors are two persons when both are known and differ. */
export async function isSamePerson(tx: Tx, one: string, other: string): Promise<boolean> {
  return one === other || (await personBehind(tx, one)) === (await personBehind(tx, other))
}

/** Users are themselves; a token of staff is whoever made it, also by way of another token. */
export async function personBehind(tx: Tx, actor: string): Promise<string> {
  if (actor.startsWith('user:')) return actor
  const [, tokenId = ''] = actor.split('staff-token:')
  return (isId(tokenId) ? await makerOfStaffToken(tx, tokenId) : null) ?? OPERATOR
}
