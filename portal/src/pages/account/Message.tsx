// One message's whole story: what it is, and everything that happened to it in order.
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { ApiError } from '../../api/client.ts'
import { messageQuery } from '../../api/queries.ts'
import type { MessageStory } from '../../api/types.ts'
import { PATHS } from '../../paths.ts'
import { amountText } from '../../ui/Amount.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { EmptyPage, Page } from '../../ui/Page.tsx'
import { StateTag } from '../../ui/StateTag.tsx'
import { countryName } from '../../ui/text.ts'
import { Waiting } from '../../ui/Waiting.tsx'
import { useWords } from '../../words/index.ts'
import { Problem } from '../Problem.tsx'
import { useSession } from '../session.ts'
import style from './Message.module.css'
import { Story } from './Story.tsx'

export function Message() {
  const words = useWords().message
  const { account } = useSession()
  const { id } = useParams({ from: PATHS.message })
  const { data, error, refetch } = useQuery(messageQuery(account.id, id))
  if (data) return <Found message={data} />
  if (error instanceof ApiError && error.status === 404) {
    return (
      <EmptyPage title={words.unknown.title} text={words.unknown.text}>
        <Link to={PATHS.logs}>{words.unknown.action}</Link>
      </EmptyPage>
    )
  }
  return error ? <Problem error={error} retry={refetch} /> : <Waiting lines={6} height={28} />
}

function Found({ message }: { message: MessageStory }) {
  const words = useWords()
  const back = (
    <Link to={PATHS.logs} className={style.back}>
      <Icon name="back" size={16} />
      {words.message.back}
    </Link>
  )
  return (
    <Page title={words.message.title(message.to)} above={back}>
      <p className={style.state}>
        <StateTag state={message.state} />
        {message.reason !== null && <span>: {words.reasons[message.reason]}</span>}
      </p>
      <div className={style.columns}>
        <section aria-labelledby="story">
          <h2 id="story">{words.message.story}</h2>
          <Story events={message.events} />
        </section>
        <section aria-labelledby="facts">
          <h2 id="facts">{words.message.facts}</h2>
          <blockquote className={style.bubble}>{message.text}</blockquote>
          <Facts message={message} />
        </section>
      </div>
    </Page>
  )
}

function Facts({ message }: { message: MessageStory }) {
  const words = useWords()
  const { currency, cost, charged, exchange_rate, route_cost, route_currency } = message
  const costs = amountText(words, cost, currency)
  const givenBack = Number(cost) > 0 && Number(charged) === 0
  return (
    <dl className={style.facts}>
      <Fact name={words.message.sender}>{message.sender}</Fact>
      <Fact name={words.message.to}>
        {message.to}, {countryName(message.country)}
      </Fact>
      <Fact name={words.message.size}>
        {words.message.sizeOf(message.segments, words.encodings[message.encoding] ?? message.encoding)}
      </Fact>
      <Fact name={words.message.cost}>
        {givenBack ? words.message.givenBack(costs) : costs}
        {exchange_rate !== null && (
          <small> ({words.message.rate(amountText(words, route_cost, route_currency), exchange_rate)})</small>
        )}
      </Fact>
      {message.route !== null && <Fact name={words.message.route}>{message.route}</Fact>}
      {message.carrier !== null && <Fact name={words.message.carrier}>{message.carrier}</Fact>}
      <Fact name={words.message.id}>
        <code>{message.id}</code>
      </Fact>
      <Fact name={words.message.request}>
        <code>{message.request_id}</code>
      </Fact>
    </dl>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
