// One webhook: its tries one by one, and its body.
import { Link } from '@tanstack/react-router'
import type { Telling } from '../../api/webhooks.ts'
import { PATHS } from '../../paths.ts'
import { Code } from '../../ui/Code.tsx'
import { Time } from '../../ui/Time.tsx'
import { useWords } from '../../words/index.ts'
import style from './Webhooks.module.css'

export function WebhookTelling({ telling }: { telling: Telling }) {
  const words = useWords().webhooks
  return (
    <>
      <p className={style.quiet}>
        webhook-id <code>{telling.id}</code>
      </p>
      {telling.attempts.length === 0 && <p>{words.notTried}</p>}
      <ol className={style.tries}>
        {telling.attempts.map(({ at, status, ms, error, answer }, index) => (
          <li key={`${at} ${index}`}>
            <strong>{status === null ? words.unanswered : words.answered(status, ms)}</strong> <Time at={at} />
            {error !== null && (
              <p className={style.quiet}>
                {words.failures[error] ?? words.failures.failed} (<code>{error}</code>)
              </p>
            )}
            {answer !== '' && <pre>{answer}</pre>}
          </li>
        ))}
      </ol>
      <Code label={words.body} text={pretty(telling.payload)} />
      {telling.message_id !== null && telling.event !== 'inbound.received' && (
        <p>
          <Link to={PATHS.message} params={{ id: telling.message_id }}>
            {words.toMessage}
          </Link>
        </p>
      )}
    </>
  )
}

function pretty(payload: string): string {
  try {
    return JSON.stringify(JSON.parse(payload), null, 2)
  } catch {
    return payload
  }
}
