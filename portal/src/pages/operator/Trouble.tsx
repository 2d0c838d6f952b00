// What is in trouble now, for the night shift; it looks again by itself.
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { operatorQuery } from '../../api/operator.ts'
import type { Trouble as TroubleNow } from '../../api/operator-types.ts'
import { PATHS } from '../../paths.ts'
import { Page } from '../../ui/Page.tsx'
import { Table } from '../../ui/Table.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { Time } from '../../ui/Time.tsx'
import { grouped } from '../../ui/text.ts'
import { Waiting } from '../../ui/Waiting.tsx'
import { useWords } from '../../words/index.ts'
import { Problem } from '../Problem.tsx'
import style from './Operator.module.css'
import { troubles } from './troubles.ts'

const EVERY_MS = 5_000

export function Trouble() {
  const words = useWords().operator.trouble
  const { data, error, refetch } = useQuery(operatorQuery<TroubleNow>('/trouble', {}, EVERY_MS))
  return (
    <Page title={words.title}>
      {data ? <Sections trouble={data} /> : error ? <Problem error={error} retry={refetch} /> : <Waiting lines={5} />}
    </Page>
  )
}

function Sections({ trouble }: { trouble: TroubleNow }) {
  const words = useWords().operator.trouble
  const { carriers, routes, late_messages: late, endpoints, webhooks, nodes } = trouble
  if (troubles(trouble) === 0 && webhooks.length === 0) return <p className={style.none}>{words.none}</p>
  return (
    <>
      {late.messages > 0 && (
        <Section title={words.late} what={words.lateMeans}>
          <p>
            {words.lateCount(grouped(String(late.messages)), late.or_more)}{' '}
            {late.since && (
              <>
                {words.since} <Time at={late.since} />
              </>
            )}
          </p>
        </Section>
      )}
      {carriers.length > 0 && (
        <Section title={words.carriers} what={words.carriersMean}>
          <Table
            label={words.carriers}
            rows={carriers}
            rowKey={({ id }) => id}
            columns={[
              {
                header: words.name,
                cell: ({ name }) => <Link to={PATHS.operatorCarriers}>{name}</Link>,
                phone: 'title',
              },
              {
                header: words.state,
                cell: ({ state }) => (
                  <Tag tone={state === 'paused' ? 'attention' : 'bad'}>{words.carrierStates[state]}</Tag>
                ),
                phone: 'aside',
              },
              { header: words.sinceHeader, cell: ({ since }) => since && <Time at={since} /> },
              { header: words.why, cell: ({ last_error }) => last_error ?? '', wide: true },
            ]}
          />
        </Section>
      )}
      {routes.length > 0 && (
        <Section title={words.routes} what={words.routesMean}>
          <p>
            {routes.map(({ id, code, name }, index) => (
              <span key={id}>
                {index > 0 && ', '}
                <Link to={PATHS.operatorRoutes} title={name}>
                  {code}
                </Link>
              </span>
            ))}
          </p>
        </Section>
      )}
      {endpoints.length > 0 && (
        <Section title={words.endpoints} what={words.endpointsMean}>
          <Table
            label={words.endpoints}
            rows={endpoints}
            rowKey={({ id }) => id}
            columns={[
              {
                header: words.account,
                cell: ({ account_id, account_name }) => (
                  <Link to={PATHS.operatorAccount} params={{ id: account_id }}>
                    {account_name}
                  </Link>
                ),
                phone: 'title',
              },
              {
                header: words.state,
                cell: ({ enabled }) => (
                  <Tag tone={enabled ? 'attention' : 'bad'}>{enabled ? words.failing : words.disabled}</Tag>
                ),
                phone: 'aside',
              },
              { header: words.sinceHeader, cell: ({ failing_since }) => failing_since && <Time at={failing_since} /> },
              { header: words.address, cell: ({ url }) => url, wide: true },
            ]}
          />
        </Section>
      )}
      {webhooks.length > 0 && (
        <Section title={words.webhooks} what={words.webhooksMean}>
          <Table
            label={words.webhooks}
            rows={webhooks}
            rowKey={({ id }) => id}
            columns={[
              { header: words.account, cell: ({ account_name }) => account_name, phone: 'title' },
              { header: words.event, cell: ({ event }) => event },
              { header: words.tries, cell: ({ tries }) => tries, figure: true },
              { header: words.next, cell: ({ due_at }) => <Time at={due_at} /> },
              { header: words.why, cell: ({ last_status, last_error }) => last_error ?? last_status ?? '' },
              { header: words.address, cell: ({ url }) => url, wide: true },
            ]}
          />
        </Section>
      )}
      {nodes.length > 0 && (
        <Section title={words.nodes} what={words.nodesMean}>
          <ul className={style.list}>
            {nodes.map(({ id, lease_until }) => (
              <li key={id}>
                <code>{id}</code>
                <Time at={lease_until} />
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  )
}

function Section({ title, what, children }: { title: string; what: string; children: ReactNode }) {
  return (
    <section className={style.section}>
      <div>
        <h2>{title}</h2>
        <p className={style.quiet}>{what}</p>
      </div>
      {children}
    </section>
  )
}
