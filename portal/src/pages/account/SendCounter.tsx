// How long the text is, what it costs, and which characters make it dear: asked of the server while somebody writes.
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { type Quote, quoteQuery } from '../../api/sending.ts'
import { Action } from '../../ui/Action.tsx'
import { amountText } from '../../ui/Amount.tsx'
import { grouped } from '../../ui/text.ts'
import { useWords } from '../../words/index.ts'
import { problemText } from '../Problem.tsx'
import { useSession } from '../session.ts'
import style from './SendCounter.module.css'
import { bodyOf, inPlainCharacters, type Order, QUOTED_MAX } from './SendOrder.ts'

const PAUSE_MS = 350

export function SendCounter({ order, onText }: { order: Order; onText(text: string): void }) {
  const words = useWords()
  const { me, account } = useSession()
  const body = useMemo(
    () =>
      order.text === '' || order.recipients.length === 0
        ? null
        : bodyOf({ ...order, scheduleAt: null, recipients: order.recipients.slice(0, QUOTED_MAX) }),
    [order],
  )
  const [asked] = useDebouncedValue(body, PAUSE_MS)
  const { data, error } = useQuery(quoteQuery(account.id, me.csrf_token, asked))
  const { counter } = words.send
  return (
    <section className={style.counter} aria-label={counter.label} aria-live="polite">
      <span>{counter.characters(grouped(String([...order.text].length)))}</span>
      {body === null ? (
        order.text !== '' && <span>{counter.needsNumber}</span>
      ) : error && asked !== null ? (
        <span className={style.problem}>{problemText(words, error)}</span>
      ) : (
        data && <Price quote={data} recipients={order.recipients.length} />
      )}
      {body !== null && data && data.unicode_characters.length > 0 && (
        <Foreign quote={data} onReplace={() => onText(inPlainCharacters(order.text, data.unicode_characters))} />
      )}
    </section>
  )
}

function Price({ quote, recipients }: { quote: Quote; recipients: number }) {
  const words = useWords()
  const { counter } = words.send
  const encodings = [...new Set(quote.messages.map(({ encoding }) => words.encodings[encoding] ?? encoding))].join(', ')
  const sizes = quote.messages.map(({ segments }) => segments)
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)].map(String) as [string, string]
  const costs = new Set(quote.messages.map(({ cost }) => cost))
  const amount = (cost: string): string => amountText(words, cost, quote.currency)
  const all = estimate(quote.cost, quote.messages.length, recipients)
  return (
    <>
      <span>{least === most ? counter.segments(most, encodings) : counter.upTo(least, most, encodings)}</span>
      {costs.size === 1 && <span>{counter.each(amount(quote.messages[0]?.cost ?? '0'))}</span>}
      {recipients > 1 && (
        <strong>{all.exact ? counter.total(amount(all.cost)) : counter.about(amount(all.cost))}</strong>
      )}
    </>
  )
}

/** Beyond those that were asked about, more of the same. It is worked out exactly before anything is sent. */
function estimate(cost: string, asked: number, of: number): { cost: string; exact: boolean } {
  if (of <= asked || of <= QUOTED_MAX) return { cost, exact: true }
  const digits = cost.split('.')[1]?.length ?? 0
  return { cost: ((Number(cost) / asked) * of).toFixed(digits), exact: false }
}

function Foreign({ quote, onReplace }: { quote: Quote; onReplace(): void }) {
  const { counter } = useWords().send
  const each = new Map(quote.unicode_characters.map(({ character, substitute }) => [character, substitute]))
  const shown = (characters: readonly string[]): string => characters.map((character) => named(character)).join(' ')
  const stays = [...each].flatMap(([character, substitute]) => (substitute === null ? [character] : []))
  return (
    <div className={style.foreign}>
      <p>
        {counter.foreign}{' '}
        {[...each.keys()].map((character) => (
          <mark key={character}>{named(character)}</mark>
        ))}
      </p>
      {stays.length < each.size && (
        <Action kind="secondary" size="xs" onClick={onReplace}>
          {counter.replace}
        </Action>
      )}
      {stays.length > 0 && <p>{counter.stays(shown(stays))}</p>}
    </div>
  )
}

/** What cannot be seen is called by its number. */
function named(character: string): string {
  const code = character.codePointAt(0) ?? 0
  return /[\p{Z}\p{C}]/u.test(character) ? `U+${code.toString(16).toUpperCase().padStart(4, '0')}` : character
}
