// The line from accepted to the last webhook, with the time between the steps: what a support person reads out.
import type { StoryLine } from '../../api/types.ts'
import { amountText } from '../../ui/Amount.tsx'
import { Time } from '../../ui/Time.tsx'
import { duration } from '../../ui/text.ts'
import { useWords } from '../../words/index.ts'
import style from './Story.module.css'

export function Story({ events }: { events: readonly StoryLine[] }) {
  const words = useWords()
  return (
    <ol className={style.story}>
      {events.map((event, index) => {
        const next = events[index + 1]
        const passedMs = next ? Date.parse(next.at) - Date.parse(event.at) : 0
        return (
          <li key={index} data-kind={event.kind}>
            <p className={style.step}>
              <strong>{words.story[event.kind] ?? event.kind}</strong>
              <Time at={event.at} />
            </p>
            <Detail event={event} />
            {passedMs > 0 && <p className={style.passed}>{words.message.later(duration(passedMs))}</p>}
          </li>
        )
      })}
    </ol>
  )
}

function Detail({ event }: { event: StoryLine }) {
  const words = useWords()
  const said = [event.carrier, detailText(words, event)].filter(Boolean).join(': ')
  return said === '' ? null : <p className={style.detail}>{said}</p>
}

function detailText(words: ReturnType<typeof useWords>, { kind, detail }: StoryLine): string {
  const text = (name: string): string => (typeof detail[name] === 'string' ? detail[name] : '')
  const number = (name: string): number | null => (typeof detail[name] === 'number' ? detail[name] : null)
  switch (kind) {
    case 'accepted': {
      const size = words.message.sizeOf(number('segments') ?? 1, words.encodings[text('encoding')] ?? text('encoding'))
      return `${size}, ${amountText(words, text('held'), text('currency'))}`
    }
    case 'captured':
    case 'released':
      return amountText(words, text('amount'), text('currency'))
    case 'webhook': {
      const [status, ms] = [number('status'), number('ms')]
      const answer =
        status === null ? text('error') || words.message.unanswered : words.message.answered(status, ms ?? 0)
      return `${text('event')}, ${text('url')}: ${answer}`
    }
    case 'retry': {
      const afterMs = number('after_ms')
      return [text('status'), afterMs === null ? '' : words.message.again(duration(afterMs))].filter(Boolean).join(', ')
    }
    default:
      return [text('status') || text('stat'), text('cause')].filter(Boolean).join(', ')
  }
}
