// Where messages can be sent to, and what a text costs there. What is looked for is in the address.
import { NumberInput, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useDownload } from '../../api/download.ts'
import { type Price, pricingQuery } from '../../api/wallet.ts'
import { PATHS } from '../../paths.ts'
import { Action } from '../../ui/Action.tsx'
import { amountText } from '../../ui/Amount.tsx'
import { times } from '../../ui/decimal.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Page } from '../../ui/Page.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { countryName, grouped } from '../../ui/text.ts'
import { Waiting } from '../../ui/Waiting.tsx'
import { useWords } from '../../words/index.ts'
import { Problem, problemText } from '../Problem.tsx'
import { useSession } from '../session.ts'
import style from './Pricing.module.css'
import { pricesFor } from './PricingSearch.ts'

const SHOWN_FIRST = 60
const SEGMENTS_MAX = 10

export function Pricing() {
  const words = useWords().pricing
  const { may } = useSession()
  return may('balance:read') ? <Prices /> : <Page title={words.title}>{words.forbidden}</Page>
}

function Prices() {
  const words = useWords()
  const { account } = useSession()
  const { q = '', segments = 1 } = useSearch({ from: PATHS.pricing })
  const { data, error, refetch } = useQuery(pricingQuery(account.id))
  const [all, setAll] = useState(false)
  const download = useDownload('pricing.csv', { path: '/v1/pricing.csv', accountId: account.id })
  const found = data && pricesFor(data.data, q, countryName)
  return (
    <Page
      title={words.pricing.title}
      action={
        <Action
          kind="secondary"
          busy={download.isPending}
          leftSection={<Icon name="download" size={16} />}
          onClick={() => download.mutate()}
        >
          {words.pricing.download}
        </Action>
      }
    >
      {download.error && (
        <Notice kind="harm">
          {words.pricing.downloadFailed} {problemText(words, download.error)}
        </Notice>
      )}
      <Filters q={q} segments={segments} />
      {error ? (
        <Problem error={error} retry={refetch} />
      ) : !found ? (
        <Waiting lines={10} height={22} />
      ) : found.length === 0 ? (
        <p className={style.none}>{q === '' ? words.pricing.none : words.pricing.noneMatch}</p>
      ) : (
        <>
          <List rows={all ? found : found.slice(0, SHOWN_FIRST)} segments={segments} />
          {!all && found.length > SHOWN_FIRST && (
            <p className={style.more}>
              {words.pricing.shown(grouped(String(SHOWN_FIRST)), grouped(String(found.length)))}
              <Action kind="secondary" size="xs" onClick={() => setAll(true)}>
                {words.pricing.showAll}
              </Action>
            </p>
          )}
        </>
      )}
    </Page>
  )
}

function Filters({ q, segments }: { q: string; segments: number }) {
  const words = useWords().pricing
  const navigate = useNavigate()
  const look = (change: { q?: string; segments?: number }) =>
    void navigate({ to: PATHS.pricing, search: { q: q || undefined, segments, ...change }, replace: true })
  return (
    <search className={style.filters}>
      <TextInput
        type="search"
        label={words.search}
        placeholder={words.searchHint}
        defaultValue={q}
        onChange={(event) => look({ q: event.currentTarget.value.trim() })}
      />
      <NumberInput
        label={words.segments}
        description={words.segmentsHint}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        min={1}
        max={SEGMENTS_MAX}
        clampBehavior="strict"
        allowDecimal={false}
        defaultValue={segments}
        onChange={(value) => look({ segments: Number(value) || 1 })}
      />
    </search>
  )
}

function List({ rows, segments }: { rows: readonly Price[]; segments: number }) {
  const words = useWords()
  const { pricing } = words
  const divided = new Set(rows.filter(({ prefix }) => prefix !== null).map(({ country }) => country))
  const columns: Column<Price>[] = [
    { header: pricing.country, cell: ({ country }) => countryName(country), phone: 'title' },
    {
      header: pricing.numbers,
      cell: ({ country, prefix, calling_code }) =>
        prefix !== null
          ? pricing.network(prefix)
          : divided.has(country)
            ? pricing.wholeCountry(calling_code)
            : `+${calling_code}`,
    },
    { header: pricing.route, cell: ({ route }) => <code>{route}</code> },
    {
      header: pricing.perSegment,
      figure: true,
      cell: ({ cost, currency, price, price_currency }) => (
        <>
          {amountText(words, cost, currency)}
          {price_currency !== currency && (
            <small className={style.price}>{pricing.priceOf(amountText(words, price, price_currency))}</small>
          )}
        </>
      ),
    },
    {
      header: pricing.perText(String(segments)),
      figure: true,
      phone: 'aside',
      cell: ({ cost, currency }) => amountText(words, times(cost, BigInt(segments)), currency),
    },
  ]
  const key = ({ country, prefix }: Price): string => `${country} ${prefix ?? ''}`
  return <Table rows={rows} columns={columns} label={pricing.title} rowKey={key} />
}
