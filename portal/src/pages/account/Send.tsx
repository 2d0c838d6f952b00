// Writing a message: to one number it goes at once, to more of them after a last look.
import { NativeSelect, SegmentedControl, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, useMemo, useRef, useState } from 'react'
import { idempotencyKeys } from '../../api/idempotency.ts'
import { senderIdsQuery, useChange } from '../../api/queries.ts'
import { membersQuery, routesQuery, type Sent } from '../../api/sending.ts'
import { PATHS } from '../../paths.ts'
import { Action } from '../../ui/Action.tsx'
import { DateTime } from '../../ui/DateTime.tsx'
import { FieldRow } from '../../ui/Form.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Page } from '../../ui/Page.tsx'
import { useWords } from '../../words/index.ts'
import { problemText } from '../Problem.tsx'
import { useSession } from '../session.ts'
import { useServedCountries } from './HomeCountry.tsx'
import style from './Send.module.css'
import { type Audience, NOBODY, placeholdersOf, recipientsIn } from './SendAudience.ts'
import { SendCounter } from './SendCounter.tsx'
import { bodyOf, type Order } from './SendOrder.ts'
import { SendRecipients } from './SendRecipients.tsx'
import { SendReview } from './SendReview.tsx'
import { audienceOf } from './SendUnsent.ts'

export function Send() {
  const words = useWords().send
  const { may } = useSession()
  const [written, setWritten] = useState(0)
  return (
    <Page title={words.title}>
      {may('messages:send') ? (
        <Compose key={written} onSent={() => setWritten(written + 1)} />
      ) : (
        <p>{words.forbidden}</p>
      )}
    </Page>
  )
}

function Compose({ onSent }: { onSent(): void }) {
  const words = useWords()
  const { send } = words
  const navigate = useNavigate()
  const { me, account } = useSession()
  const given = useSearch({ from: PATHS.send })
  const senders = useQuery(senderIdsQuery(account.id)).data?.data
  const routes = useQuery(routesQuery(account.id)).data ?? []
  const [keys] = useState(() => idempotencyKeys())
  const [sender, setSender] = useState<string | null>(null)
  const [route, setRoute] = useState('')
  const [text, setText] = useState(given.text ?? '')
  const [audience, setAudience] = useState<Audience>({
    ...NOBODY,
    pasted: given.to ?? '',
    ...(given.group !== undefined && { by: 'group', group: given.group }),
  })
  const [later, setLater] = useState(false)
  const [at, setAt] = useState<string | null>(null)
  const [missing, setMissing] = useState<{ text?: string; recipients?: string; at?: string }>({})
  const [reviewed, setReviewed] = useState<Order | null>(null)
  const one = useChange<Order, Sent>(me, account.id, (order) => {
    const body = bodyOf(order)
    return { path: '/v1/requests', body, idempotencyKey: keys.of(body) }
  })

  const members = useQuery(membersQuery(account.id, audience.by === 'group' ? audience.group : null)).data
  // Where all can be sent to is one country, that is home.
  const served = useServedCountries()
  const country = audience.country ?? (served.size === 1 ? ([...served.keys()][0] as string) : '')
  const callingCode = served.get(country) ?? null
  const approved = senders?.filter(({ status }) => status === 'approved').map(({ name }) => name) ?? []
  const order = useMemo<Order>(
    () => ({
      sender: sender ?? approved[0] ?? '',
      route,
      text,
      scheduleAt: later ? at : null,
      recipients: recipientsIn(audience, members ?? [], callingCode),
    }),
    [sender, approved[0], route, text, later, at, audience, members, callingCode],
  )

  function submit(event: FormEvent): void {
    event.preventDefault()
    const without = {
      ...(text.trim() === '' && { text: send.textMissing }),
      ...(order.recipients.length === 0 && { recipients: send.recipientsMissing }),
      ...(later && (at === null || Date.parse(at) <= Date.now()) && { at: send.past }),
    }
    setMissing(without)
    if (Object.keys(without).length > 0) return
    if (order.recipients.length > 1) setReviewed(order)
    else sendOne()
  }

  function sendOne(): void {
    one.mutate(order, {
      onSuccess({ messages: [first] }) {
        if (first) void navigate({ to: PATHS.message, params: { id: first.id } })
      },
    })
  }

  const inactive = account.status === 'active' ? null : words.shell.inactive[account.status]
  const many = order.recipients.length > 1
  return (
    <form className={style.form} onSubmit={submit} noValidate>
      <FieldRow>
        <NativeSelect
          label={send.sender}
          value={order.sender}
          onChange={(event) => setSender(event.currentTarget.value)}
          data={approved.length === 0 ? [{ value: '', label: send.defaultSender }] : approved}
          {...(senders &&
            approved.length === 0 && {
              description: (
                <>
                  {send.noSender} <Link to={PATHS.senderIds}>{send.requestSender}</Link>
                </>
              ),
            })}
        />
        {routes.length > 1 && (
          <NativeSelect
            label={send.route}
            value={route}
            onChange={(event) => setRoute(event.currentTarget.value)}
            data={[{ value: '', label: send.anyRoute }, ...routes]}
          />
        )}
      </FieldRow>
      <SendRecipients
        audience={{ ...audience, country }}
        callingCode={callingCode}
        onChange={setAudience}
        error={missing.recipients}
        members={members?.length ?? null}
      />
      <Text text={text} onText={setText} placeholders={placeholdersOf(audience, members ?? [])} error={missing.text} />
      <SendCounter order={order} onText={setText} />
      <FieldRow>
        <SegmentedControl
          aria-label={send.options}
          value={later ? 'later' : 'now'}
          onChange={(value) => setLater(value === 'later')}
          data={[
            { value: 'now', label: send.now },
            { value: 'later', label: send.later },
          ]}
        />
        {later && <DateTime label={send.at} value={at} onChange={setAt} error={missing.at} required />}
      </FieldRow>
      {one.error && <Notice kind="harm">{problemText(words, one.error)}</Notice>}
      <div>
        <Action type="submit" busy={one.isPending} why={inactive}>
          {many ? send.review : send.submit}
        </Action>
      </div>
      {reviewed && (
        <SendReview
          order={reviewed}
          onClose={() => setReviewed(null)}
          onSent={onSent}
          onLeft={(unsent) => {
            setAudience(audienceOf(audience, unsent))
            setReviewed(null)
          }}
        />
      )}
    </form>
  )
}

function Text({
  text,
  onText,
  placeholders,
  error,
}: {
  text: string
  onText(text: string): void
  placeholders: readonly string[]
  error: string | undefined
}) {
  const words = useWords().send
  const field = useRef<HTMLTextAreaElement>(null)
  function insert(placeholder: string): void {
    const { selectionStart = text.length, selectionEnd = text.length } = field.current ?? {}
    onText(text.slice(0, selectionStart) + placeholder + text.slice(selectionEnd))
    field.current?.focus()
  }
  return (
    <div>
      <Textarea
        ref={field}
        label={words.text}
        value={text}
        onChange={(event) => onText(event.currentTarget.value)}
        autosize
        minRows={4}
        maxRows={14}
        error={error}
      />
      {placeholders.length > 0 && (
        <p className={style.insert}>
          {words.insert}
          {placeholders.map((placeholder) => (
            <button key={placeholder} type="button" onClick={() => insert(placeholder)}>
              {placeholder}
            </button>
          ))}
        </p>
      )}
    </div>
  )
}
