// What an account's numbers do at a subscriber's first word.
import { refuse } from '../core/errors.ts'
import { KEYWORD_LENGTH_MAX, type KeywordAction, keywordOf } from '../core/keywords.ts'
import { isId, newId } from '../ids.ts'
import {
  addKeyword as addRow,
  type KeywordRow,
  listKeywordRows,
  readBuiltIn,
  readKeyword,
  removeKeyword as removeRow,
  setBuiltIn,
  updateKeyword,
} from '../store/keywords.ts'
import { invalid } from './fields.ts'
import { type Actor, changeAccount, type Outcome, readOfAccount, type Setup } from './setup.ts'
import { judgedUrl } from './urls.ts'

export type { KeywordRow } from '../store/keywords.ts'

const REPLY_LENGTH_MAX = 1600

type KeywordInput = {
  /** One word of letters and digits, in any case. */
  keyword: string
  action: KeywordAction
  /** Needed by `reply`; of the others, what is sent back on top, if anything. */
  reply?: string | null | undefined
  /** Needed by `forward`, and by nothing else. */
  url?: string | null | undefined
}

export function addKeyword(setup: Setup, actor: Actor, accountId: string, input: KeywordInput): Outcome<KeywordRow> {
  return changeAccount(setup, actor, accountId, async ({ tx, nowMs, audit }) => {
    const keyword = oneWord(input.keyword)
    const does = judged(setup, input.action, input.reply ?? null, input.url ?? null)
    const added = await addRow(tx, accountId, { id: newId(nowMs), keyword, ...does, createdAtMs: nowMs })
    if (!added)
      refuse({
        code: 'conflict',
        field: 'keyword',
        obstacle: 'already_exists',
        message: 'there is a rule for this word',
      })
    audit('keyword.added', added.id, { keyword, action: does.action, url: does.url })
    return added
  })
}

/** Fields that are absent stay. */
export function changeKeyword(
  setup: Setup,
  actor: Actor,
  accountId: string,
  keywordId: string,
  patch: Partial<Omit<KeywordInput, 'keyword'>>,
): Outcome<KeywordRow> {
  return changeAccount(setup, actor, accountId, async ({ tx, audit }) => {
    const before = isId(keywordId) ? await readKeyword(tx, accountId, keywordId) : null
    if (!before) refuse({ code: 'not_found' })
    const action = patch.action ?? before.action
    const reply = patch.reply === undefined ? before.reply : patch.reply
    // An address is of a forward alone: it goes with the action.
    const url = patch.url === undefined ? (action === 'forward' ? before.url : null) : patch.url
    const changed = await updateKeyword(tx, accountId, { id: keywordId, ...judged(setup, action, reply, url) })
    audit('keyword.changed', keywordId, { keyword: changed.keyword, action, url: changed.url })
    return changed
  })
}

export function removeKeyword(setup: Setup, actor: Actor, accountId: string, keywordId: string): Outcome<null> {
  return changeAccount(setup, actor, accountId, async ({ tx, audit }) => {
    const keyword = isId(keywordId) ? await removeRow(tx, accountId, keywordId) : null
    if (keyword === null) refuse({ code: 'not_found' })
    audit('keyword.removed', keywordId, { keyword })
    return null
  })
}

/** Newest first, before `beforeId`. */
export function listKeywords(
  setup: Setup,
  accountId: string,
  beforeId: string | null,
  limit: number,
): Outcome<KeywordRow[]> {
  return readOfAccount(setup, accountId, (tx) => listKeywordRows(tx, accountId, beforeId, limit))
}

/** Whether STOP, START and their like work where the account has no rule for them. */
export function builtInKeywords(setup: Setup, accountId: string): Outcome<boolean> {
  return readOfAccount(setup, accountId, (tx) => readBuiltIn(tx, accountId))
}

export function setBuiltInKeywords(setup: Setup, actor: Actor, accountId: string, enabled: boolean): Outcome<boolean> {
  return changeAccount(setup, actor, accountId, async ({ tx, audit }) => {
    await setBuiltIn(tx, accountId, enabled)
    audit('keywords.built_in', accountId, { enabled })
    return enabled
  })
}

function oneWord(text: string): string {
  const written = text.trim()
  const keyword =
    written.length > 4 * KEYWORD_LENGTH_MAX || /[^\p{L}\p{M}\p{N}]/u.test(written) ? null : keywordOf(written)
  return keyword ?? invalid('keyword', `one word of 1 to ${KEYWORD_LENGTH_MAX} letters and digits is needed`)
}

function judged(setup: Setup, action: KeywordAction, reply: string | null, url: string | null) {
  if (action === 'reply' && reply === null) refuse({ code: 'field_missing', field: 'reply' })
  if (reply !== null && (reply === '' || [...reply].length > REPLY_LENGTH_MAX || reply.includes('\0'))) {
    invalid('reply', `a text of 1 to ${REPLY_LENGTH_MAX} characters is needed`)
  }
  if (action !== 'forward' && url !== null) invalid('url', 'only a forward has an address')
  if (action !== 'forward') return { action, reply, url: null }
  return { action, reply, url: judgedUrl(setup, url ?? refuse({ code: 'field_missing', field: 'url' }), 'url') }
}
