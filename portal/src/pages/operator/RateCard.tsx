// One rate card: every price it has, had and will have; new ones one by one or as a file.
import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { save } from '../../api/download.ts'
import { operatorQuery } from '../../api/operator.ts'
import type { PricedPlan } from '../../api/operator-types.ts'
import { PATHS } from '../../paths.ts'
import { Action } from '../../ui/Action.tsx'
import { Amount } from '../../ui/Amount.tsx'
import { DateTime } from '../../ui/DateTime.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { FileDrop } from '../../ui/FileDrop.tsx'
import { FieldRow, Form } from '../../ui/Form.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Page } from '../../ui/Page.tsx'
import { Table } from '../../ui/Table.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { Time } from '../../ui/Time.tsx'
import { say } from '../../ui/toast.ts'
import { Waiting } from '../../ui/Waiting.tsx'
import { useWords } from '../../words/index.ts'
import { Problem, problemText } from '../Problem.tsx'
import { csvOf } from './csv.ts'
import style from './Operator.module.css'
import { type NewPrice, type PriceFile, readPrices, standingOf } from './prices.ts'
import { RateCardDialog } from './RateCardDialog.tsx'
import { placeOf } from './RateCards.tsx'
import { useOperatorChange, useWhyNot } from './useOperator.ts'

export function RateCard() {
  const words = useWords().operatorMoney.rates
  const { id } = useParams({ from: PATHS.operatorRateCard })
  const { data, error, refetch } = useQuery(operatorQuery<PricedPlan>(`/rate-plans/${encodeURIComponent(id)}`))
  const [adding, setAdding] = useState(false)
  const [changing, setChanging] = useState(false)
  const why = useWhyNot()('prices:change')
  if (!data || data.id !== id) {
    return <Page title={words.title}>{error ? <Problem error={error} retry={refetch} /> : <Waiting lines={6} />}</Page>
  }
  return (
    <Page
      title={data.name}
      above={<Link to={PATHS.operatorRateCards}>{words.all}</Link>}
      action={
        <div className={style.buttons}>
          <Action kind="secondary" why={why} onClick={() => setChanging(true)}>
            {words.change}
          </Action>
          <Action why={why} onClick={() => setAdding(true)}>
            {words.setPrice}
          </Action>
        </div>
      }
    >
      <Prices plan={data} />
      {why === null && <Import plan={data} />}
      {changing && <RateCardDialog plan={data} onClose={() => setChanging(false)} />}
      {adding && <OnePrice plan={data} onClose={() => setAdding(false)} />}
    </Page>
  )
}

const HEADERS = ['country', 'prefix', 'price', 'currency', 'effective_at'] as const

function Prices({ plan }: { plan: PricedPlan }) {
  const words = useWords().operatorMoney.rates
  const rows = standingOf(plan.prices, Date.now())
  return (
    <section className={style.section}>
      <div className={style.head}>
        <h2>{words.prices}</h2>
        <Action kind="secondary" size="xs" onClick={() => save(`${plan.name}.csv`, csvOf(HEADERS, plan.prices))}>
          {words.download}
        </Action>
      </div>
      {rows.length === 0 ? (
        <p className={style.none}>{words.noPrices}</p>
      ) : (
        <Table
          label={words.prices}
          rows={rows}
          rowKey={({ country, prefix, effective_at }) => `${country} ${prefix} ${effective_at}`}
          columns={[
            { header: words.country, cell: ({ country }) => placeOf(country, words.everywhere), phone: 'title' },
            { header: words.prefix, cell: ({ prefix }) => prefix && <code>{prefix}</code> },
            { header: words.from, cell: ({ effective_at }) => <Time at={effective_at} /> },
            {
              header: words.standing,
              cell: ({ standing }) => <Tag tone={TONES[standing]}>{words.standings[standing]}</Tag>,
              phone: 'aside',
            },
            {
              header: words.price,
              cell: ({ price, currency }) => <Amount amount={price} currency={currency} />,
              figure: true,
            },
          ]}
        />
      )}
    </section>
  )
}

const TONES = { now: 'good', later: 'waiting', past: 'quiet' } as const

function useSetPrices(plan: PricedPlan) {
  return useOperatorChange<NewPrice[], PricedPlan>((prices) => ({
    method: 'PUT',
    path: `/rate-plans/${plan.id}/prices`,
    body: { prices },
  }))
}

function OnePrice({ plan, onClose }: { plan: PricedPlan; onClose(): void }) {
  const words = useWords()
  const own = words.operatorMoney.rates
  const [from, setFrom] = useState<string | null>(null)
  const set = useSetPrices(plan)
  function given(form: FormData): void {
    const text = (name: string): string => String(form.get(name)).trim()
    const price: NewPrice = {
      country: text('country').toUpperCase(),
      prefix: text('prefix'),
      price: text('price'),
      currency: plan.denomination === 'units' ? 'units' : text('currency').toUpperCase(),
      ...(from !== null && { effective_at: from }),
    }
    set.mutate([price], {
      onSuccess: () => {
        say(own.isSet)
        onClose()
      },
    })
  }
  return (
    <Dialog title={own.setPrice} open onClose={onClose}>
      <Form
        submit={own.setPrice}
        busy={set.isPending}
        error={set.error && problemText(words, set.error)}
        onCancel={onClose}
        onSubmit={given}
      >
        <FieldRow>
          <TextInput
            name="country"
            label={own.country}
            description={own.countryHint}
            maxLength={2}
            required
            data-autofocus
          />
          <TextInput name="prefix" label={own.prefix} description={own.prefixHint} inputMode="numeric" maxLength={15} />
        </FieldRow>
        <FieldRow>
          <TextInput name="price" label={own.priceOfSegment} inputMode="decimal" required />
          {plan.denomination !== 'units' && (
            <TextInput name="currency" label={own.currency} defaultValue={plan.denomination} maxLength={3} required />
          )}
        </FieldRow>
        <DateTime label={own.from} value={from} onChange={setFrom} />
        <p className={style.small}>{own.fromHint}</p>
      </Form>
    </Dialog>
  )
}

/** Shown before it is set: what was read of the file, and what could not be. */
function Import({ plan }: { plan: PricedPlan }) {
  const words = useWords()
  const own = words.operatorMoney.rates
  const [file, setFile] = useState<PriceFile | null>(null)
  const set = useSetPrices(plan)
  return (
    <section className={style.section}>
      <h2>{own.import}</h2>
      <FileDrop label={own.importFile} accept=".csv,text/csv" onFile={(given) => void readPrices(given).then(setFile)}>
        <small className={style.small}>{own.importHint}</small>
      </FileDrop>
      {file && file.wrong.length > 0 && (
        <Notice kind="harm">{own.wrongLines(file.wrong.slice(0, 10).join(', '), file.wrong.length)}</Notice>
      )}
      {file && file.wrong.length === 0 && (
        <div className={style.buttons}>
          <p>{own.read(file.prices.length)}</p>
          <Action
            busy={set.isPending}
            onClick={() =>
              set.mutate(file.prices, {
                onSuccess: () => {
                  say(own.areSet(file.prices.length))
                  setFile(null)
                },
              })
            }
          >
            {own.importNow}
          </Action>
        </div>
      )}
      {set.error && <Notice kind="harm">{problemText(words, set.error)}</Notice>}
    </section>
  )
}
