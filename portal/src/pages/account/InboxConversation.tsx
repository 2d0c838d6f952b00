// One subscriber and one number: what was written and what was sent back, the oldest first, and an answer by hand.
import { Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { idempotencyKeys } from '../../api/idempotency.ts'
import { useChange } from '../../api/queries.ts'
import { conversationQuery, type Inbound, type Line } from '../../api/two-way.ts'
import type { Message } from '../../api/types.ts'
import { PATHS } from '../../paths.ts'
import { Form } from '../../ui/Form.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Page } from '../../ui/Page.tsx'
import { StateTag } from '../../ui/StateTag.tsx'
import { Time } from '../../ui/Time.tsx'
import { Waiting } from '../../ui/Waiting.tsx'
import { useWords } from '../../words/index.ts'
import { Problem, problemText } from '../Problem.tsx'
import { useSession } from '../session.ts'
import style from './Inbox.module.css'
import { useWhyNot } from './whyNot.ts'

export function InboxConversation() {
  const words = useWords().twoWay.inbox
  const { account, may } = useSession()
  const { number = '', from = '' } = useSearch({ from: PATHS.twoWayConversation })
  const mayRead = may('messages:read')
  const { data, error, refetch } = useQuery({
    ...conversationQuery(account.id, number, from),
    enabled: mayRead && number !== '' && from !== '',
  })
  const back = (
    <Link to={PATHS.twoWay} className={style.back}>
      <Icon name="back" size={16} />
      {words.title}
    </Link>
  )
  return (
    <Page title={words.with(from, number)} above={back}>
      {!mayRead ? (
        <p>{words.forbidden}</p>
      ) : error ? (
        <Problem error={error} retry={refetch} />
      ) : !data ? (
        <Waiting lines={5} height={36} />
      ) : (
        <>
          {data.length === 0 && <p>{words.none}</p>}
          <ol className={style.lines}>
            {data.map((line) => (
              <One key={line.id} line={line} />
            ))}
          </ol>
          <Answer number={number} to={from} />
        </>
      )}
    </Page>
  )
}

function One({ line }: { line: Line }) {
  const sent = 'sent' in line
  return (
    <li data-sent={sent}>
      <span className={style.bubble}>{sent ? line.sent.text : line.wrote.text}</span>
      <div className={style.under}>
        <Time at={line.at} />
        {sent ? <Sent message={line.sent} /> : <Wrote inbound={line.wrote} />}
      </div>
    </li>
  )
}

function Sent({ message }: { message: Message }) {
  const words = useWords().twoWay.inbox
  return (
    <>
      <StateTag state={message.state} />
      <Link to={PATHS.message} params={{ id: message.id }}>
        {words.story}
      </Link>
    </>
  )
}

function Wrote({ inbound: { keyword, action, reply_refused, callback } }: { inbound: Inbound }) {
  const words = useWords().twoWay
  return (
    <>
      {keyword !== null && action !== null && <span>{words.inbox.met(keyword, words.keywords.actions[action])}</span>}
      {reply_refused !== null && (
        <span>{words.inbox.refusals[reply_refused] ?? words.inbox.refused(reply_refused)}</span>
      )}
      {callback !== null && <span>{words.inbox.callbacks[callback]}</span>}
    </>
  )
}

function Answer({ number, to }: { number: string; to: string }) {
  const words = useWords()
  const { me, account } = useSession()
  const [text, setText] = useState('')
  const [keys] = useState(() => idempotencyKeys())
  const mayNot = useWhyNot('messages:send')
  const isName = !/^\+?\d{7,15}$/.test(to)
  const send = useChange<string, unknown>(me, account.id, (written) => {
    const body = { sender: number.replace(/^\+/, ''), to: [to], text: written }
    return { path: '/v1/requests', body, idempotencyKey: keys.of(body) }
  })
  return (
    <Form
      submit={words.twoWay.inbox.send}
      busy={send.isPending}
      why={isName ? words.twoWay.inbox.toName : mayNot}
      error={send.error && problemText(words, send.error)}
      onSubmit={() => {
        if (text.trim() === '') return
        send.mutate(text, {
          onSuccess() {
            setText('')
            keys.renew()
          },
        })
      }}
    >
      <Textarea
        label={words.twoWay.inbox.answer}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        rows={3}
        maxLength={1600}
      />
    </Form>
  )
}
