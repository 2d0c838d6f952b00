// The first run: three steps that tick themselves off, and then are gone.
import { Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { type FormEvent, type ReactNode, useState } from 'react'
import { ApiError } from '../../api/client.ts'
import { balanceQuery, messagesQuery, senderIdsQuery, useChange } from '../../api/queries.ts'
import type { SenderId } from '../../api/types.ts'
import { PATHS } from '../../paths.ts'
import { amountText } from '../../ui/Amount.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { useWords } from '../../words/index.ts'
import { problemText } from '../Problem.tsx'
import { useSession } from '../session.ts'
import style from './FirstRun.module.css'
import overview from './Overview.module.css'

export function FirstRun() {
  const words = useWords()
  const { account, may } = useSession()
  const senders = useQuery(senderIdsQuery(account.id)).data?.data
  const balance = useQuery(balanceQuery(account.id)).data
  const messages = useQuery({ ...messagesQuery(account.id, {}, 8), enabled: may('messages:read') }).data
  if (!senders || !balance || !messages) return null

  const approved = senders.find(({ status }) => status === 'approved')
  const funded = Number(balance.balance) > 0
  const sent = messages.data.length > 0
  if (sent && approved) return null // an empty wallet alone is no first run
  return (
    <section className={overview.section} aria-labelledby="first-run">
      <div className={overview.heading}>
        <h2 id="first-run">{words.firstRun.title}</h2>
      </div>
      <ol className={style.steps}>
        <Step title={words.firstRun.sender.title} done={approved !== undefined}>
          <SenderStep senders={senders} approved={approved} />
        </Step>
        <Step title={words.firstRun.funds.title} done={funded}>
          {funded ? (
            words.firstRun.funds.done(amountText(words, balance.balance, balance.currency))
          ) : (
            <>
              {words.firstRun.funds.todo} <Link to={PATHS.wallet}>{words.firstRun.funds.buy}</Link>
            </>
          )}
        </Step>
        <Step title={words.firstRun.test.title} done={sent}>
          {sent ? (
            words.firstRun.test.done
          ) : (
            <TestStep sender={approved?.name} ready={approved !== undefined && funded} />
          )}
        </Step>
      </ol>
    </section>
  )
}

function Step({ title, done, children }: { title: string; done: boolean; children: ReactNode }) {
  const words = useWords()
  return (
    <li className={style.step} data-done={done}>
      <span className={style.tick}>{done && <Icon name="check" size={16} />}</span>
      <div>
        <h3>
          {title}
          {done && <span className={style.done}>{words.firstRun.done}</span>}
        </h3>
        <div className={style.text}>{children}</div>
      </div>
    </li>
  )
}

function SenderStep({ senders, approved }: { senders: readonly SenderId[]; approved: SenderId | undefined }) {
  const words = useWords()
  const { me, account, may } = useSession()
  const request = useChange<string, SenderId>(me, account.id, (name) => ({ path: '/v1/sender-ids', body: { name } }))
  if (approved) return words.firstRun.sender.done(approved.name)
  const pending = senders.find(({ status }) => status === 'pending')
  if (pending) return words.firstRun.sender.pending(pending.name)
  const rejected = senders.find(({ status }) => status === 'rejected')
  return (
    <>
      <p>{rejected ? words.firstRun.sender.rejected(rejected.name, rejected.reason) : words.firstRun.sender.todo}</p>
      {may('account:write') && account.status === 'active' && (
        <LineForm
          label={words.firstRun.sender.label}
          description={words.firstRun.sender.hint}
          submit={words.firstRun.sender.submit}
          pending={request.isPending}
          error={request.error && errorText(words, request.error, { field_invalid: words.firstRun.sender.invalid })}
          onSubmit={(name) => request.mutate(name)}
        />
      )}
    </>
  )
}

function TestStep({ sender, ready }: { sender: string | undefined; ready: boolean }) {
  const words = useWords()
  const navigate = useNavigate()
  const { me, account, may } = useSession()
  const [key] = useState(() => crypto.randomUUID())
  const send = useChange<string, { messages: { id: string }[] }>(me, account.id, (number) => ({
    path: '/v1/requests',
    body: { sender, to: [number], text: words.firstRun.test.text },
    // The same try again sends nothing twice; to another number it is another request.
    idempotencyKey: `first-run ${key} ${number}`,
  }))
  if (!may('messages:send')) return words.firstRun.test.forbidden
  if (!ready) return words.firstRun.test.blocked
  return (
    <>
      <p>{words.firstRun.test.todo}</p>
      <LineForm
        label={words.firstRun.test.label}
        type="tel"
        placeholder="+255712345678"
        submit={words.firstRun.test.submit}
        pending={send.isPending}
        error={send.error && errorText(words, send.error, { recipient_invalid: words.firstRun.test.invalid })}
        onSubmit={(number) =>
          send.mutate(number.replaceAll(/[\s().-]/g, ''), {
            onSuccess({ messages: [first] }) {
              if (first) void navigate({ to: PATHS.message, params: { id: first.id } })
            },
          })
        }
      />
    </>
  )
}

/** The API speaks of the fields of its bodies; here there is one, without a name. */
function errorText(words: ReturnType<typeof useWords>, error: Error, own: Record<string, string>): string {
  const said = error instanceof ApiError ? own[error.code] : undefined
  return said ?? problemText(words, error)
}

function LineForm(parts: {
  label: string
  description?: string
  placeholder?: string
  type?: 'text' | 'tel'
  submit: string
  pending: boolean
  error: string | null
  onSubmit(value: string): void
}) {
  const { submit, pending, onSubmit, type = 'text', ...field } = parts
  function given(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault()
    onSubmit(String(new FormData(event.currentTarget).get('value')).trim())
  }
  return (
    <form className={style.form} onSubmit={given}>
      <TextInput {...field} type={type} name="value" required withAsterisk={false} inputWrapperOrder={ORDER} />
      <Button type="submit" loading={pending}>
        {submit}
      </Button>
    </form>
  )
}

const ORDER: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error']
