// core/keywords.ts: what the first word of an inbound message asks for: an account's own rule, or the words for stopping
// and starting that subscribers expect to work everywhere.
export const KEYWORD_ACTIONS = ['reply', 'forward', 'opt_out', 'opt_in'] as const
export type KeywordAction = (typeof KEYWORD_ACTIONS)[number]

export type KeywordRule = {
  /** As `keywordOf` reads it. */
  keyword: string
  action: KeywordAction
  /** Sent back to the subscriber; of an opt-out or opt-in only when it changed something. */
  reply: string | null
  /** Where a `forward` goes. */
  url: string | null
}

/** English, Swahili and French. */
const BUILT_IN: ReadonlyMap<string, KeywordRule> = new Map(
  (
    [
      ['STOP', 'opt_out', 'You will get no more messages from this number. Reply START to get them again.'],
      ['ACHA', 'opt_out', 'Hutapokea tena ujumbe kutoka namba hii. Jibu ANZA ili kupokea tena.'],
      [
        'ARRET',
        'opt_out',
        'Vous ne recevrez plus de messages de ce numéro. Répondez REPRENDRE pour en recevoir à nouveau.',
      ],
      ['START', 'opt_in', 'You will get messages from this number again. Reply STOP to end them.'],
      ['ANZA', 'opt_in', 'Utapokea tena ujumbe kutoka namba hii. Jibu ACHA ili kusitisha.'],
      ['REPRENDRE', 'opt_in', 'Vous recevrez à nouveau les messages de ce numéro. Répondez ARRET pour y mettre fin.'],
    ] as const
  ).map(([keyword, action, reply]) => [keyword, { keyword, action, reply, url: null }]),
)

/** The words that work without a rule of the account's. */
export const builtInKeywords = (action: KeywordAction): string[] =>
  [...BUILT_IN.values()].filter((rule) => rule.action === action).map((rule) => rule.keyword)

// A first word lies near the beginning, and no keyword is longer.
const LOOKED_AT_UNITS = 256
export const KEYWORD_LENGTH_MAX = 32

/** The first word, in capitals and without accents or what stands around it ("arrêt!" is ARRET); null when there is none. */
export function keywordOf(text: string): string | null {
  const folded = text
    .slice(0, LOOKED_AT_UNITS)
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toUpperCase()
  const word = /[\p{L}\p{M}\p{N}]+/u.exec(folded)?.[0]
  return word === undefined || word.length > KEYWORD_LENGTH_MAX ? null : word
}

/** The rule that holds: the account's own comes first, so that it may word STOP differently. */
export function ruleFor(keyword: string | null, own: KeywordRule | null, withBuiltIn: boolean): KeywordRule | null {
  if (keyword === null) return null
  return own ?? (withBuiltIn ? (BUILT_IN.get(keyword) ?? null) : null)
}
