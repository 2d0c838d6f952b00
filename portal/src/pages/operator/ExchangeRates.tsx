// What 1 of a currency is in another, from when on.
import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { operatorQuery } from '../../api/operator.ts'
import type { ExchangeRate } from '../../api/operator-types.ts'
import { Action } from '../../ui/Action.tsx'
import { DateTime } from '../../ui/DateTime.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { FieldRow, Form } from '../../ui/Form.tsx'
import { Page } from '../../ui/Page.tsx'
import { Time } from '../../ui/Time.tsx'
import { say } from '../../ui/toast.ts'
import { useWords } from '../../words/index.ts'
import { problemText } from '../Problem.tsx'
import { Listing } from './Listing.tsx'
import style from './Operator.module.css'
import { useOperatorChange, useWhyNot } from './useOperator.ts'

export function ExchangeRates() {
  const words = useWords().operatorMoney.exchange
  const [setting, setSetting] = useState(false)
  const why = useWhyNot()('prices:change')
  const query = useQuery(operatorQuery<{ data: ExchangeRate[] }>('/exchange-rates'))
  return (
    <Page
      title={words.title}
      action={
        <Action why={why} onClick={() => setSetting(true)}>
          {words.set}
        </Action>
      }
    >
      <Listing
        query={query}
        cursor={null}
        label={words.title}
        rowKey={({ base, quote, effective_at }) => `${base} ${quote} ${effective_at}`}
        empty={words.none}
        columns={[
          { header: words.pair, cell: ({ base, quote }) => `1 ${base} → ${quote}`, phone: 'title' },
          { header: words.rate, cell: ({ rate }) => rate, figure: true, phone: 'aside' },
          { header: words.from, cell: ({ effective_at }) => <Time at={effective_at} /> },
        ]}
      />
      {setting && <NewRate onClose={() => setSetting(false)} />}
    </Page>
  )
}

function NewRate({ onClose }: { onClose(): void }) {
  const words = useWords()
  const own = words.operatorMoney.exchange
  const [from, setFrom] = useState<string | null>(null)
  const set = useOperatorChange<object>((rate) => ({ method: 'PUT', path: '/exchange-rates', body: { rates: [rate] } }))
  return (
    <Dialog title={own.set} open onClose={onClose}>
      <Form
        submit={own.set}
        busy={set.isPending}
        error={set.error && problemText(words, set.error)}
        onCancel={onClose}
        onSubmit={(form) => {
          const text = (name: string): string => String(form.get(name)).trim()
          const pair = { base: text('base').toUpperCase(), quote: text('quote').toUpperCase() }
          set.mutate(
            { ...pair, rate: text('rate'), ...(from !== null && { effective_at: from }) },
            {
              onSuccess: () => {
                say(own.isSet)
                onClose()
              },
            },
          )
        }}
      >
        <FieldRow>
          <TextInput name="base" label={own.one} placeholder="USD" maxLength={3} required data-autofocus />
          <TextInput name="rate" label={own.is} inputMode="decimal" required />
          <TextInput name="quote" label={own.in} placeholder="TZS" maxLength={3} required />
        </FieldRow>
        <DateTime label={own.from} value={from} onChange={setFrom} />
        <p className={style.small}>{own.hint}</p>
      </Form>
    </Dialog>
  )
}
