// Rate cards: what a segment costs customers.
import { NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { operatorQuery, PAGE } from '../../api/operator.ts'
import type { RatePlan } from '../../api/operator-types.ts'
import type { Page as PageOf } from '../../api/types.ts'
import { PATHS } from '../../paths.ts'
import { Action } from '../../ui/Action.tsx'
import { Amount } from '../../ui/Amount.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { FieldRow, Form } from '../../ui/Form.tsx'
import { Page } from '../../ui/Page.tsx'
import { countryName } from '../../ui/text.ts'
import { useWords } from '../../words/index.ts'
import { problemText } from '../Problem.tsx'
import { Listing } from './Listing.tsx'
import { useOperatorChange, useWhyNot } from './useOperator.ts'

export function RateCards() {
  const words = useWords()
  const own = words.operatorMoney.rates
  const { cursor } = useSearch({ from: PATHS.operatorRateCards })
  const [adding, setAdding] = useState(false)
  const why = useWhyNot()('prices:change')
  const query = useQuery(operatorQuery<PageOf<RatePlan>>('/rate-plans', { cursor, limit: PAGE }))
  return (
    <Page
      title={own.title}
      action={
        <Action why={why} onClick={() => setAdding(true)}>
          {own.create}
        </Action>
      }
    >
      <Listing
        query={query}
        cursor={cursor}
        label={own.title}
        rowKey={({ id }) => id}
        empty={own.none}
        columns={[
          {
            header: own.name,
            cell: ({ id, name }) => (
              <Link to={PATHS.operatorRateCard} params={{ id }}>
                {name}
              </Link>
            ),
            phone: 'title',
          },
          { header: own.wallets, cell: ({ denomination }) => (denomination === 'units' ? own.units : denomination) },
          { header: own.home, cell: ({ home_country }) => placeOf(home_country ?? '*', own.everywhere) },
          { header: own.policy, cell: ({ refund_policy }) => own.policies[refund_policy] },
          {
            header: own.unitPrice,
            cell: ({ unit_price, unit_currency }) => <Amount amount={unit_price} currency={unit_currency} />,
            figure: true,
          },
        ]}
      />
      {adding && <NewCard onClose={() => setAdding(false)} />}
    </Page>
  )
}

export const placeOf = (country: string, everywhere: string): string =>
  country === '*' ? everywhere : countryName(country)

function NewCard({ onClose }: { onClose(): void }) {
  const words = useWords()
  const own = words.operatorMoney.rates
  const navigate = useNavigate()
  const create = useOperatorChange<object, RatePlan>((body) => ({ path: '/rate-plans', body }))
  function save(form: FormData): void {
    const text = (name: string): string => String(form.get(name)).trim()
    const wallets = text('wallets') === 'units' ? 'units' : text('currency').toUpperCase()
    create.mutate(
      {
        name: text('name'),
        denomination: wallets,
        unit_currency: text('currency').toUpperCase(),
        unit_price: text('unitPrice'),
        home_country: text('home').toUpperCase(),
        refund_policy: text('policy'),
      },
      { onSuccess: ({ id }) => void navigate({ to: PATHS.operatorRateCard, params: { id } }) },
    )
  }
  return (
    <Dialog title={own.create} open onClose={onClose}>
      <Form
        submit={own.create}
        busy={create.isPending}
        error={create.error && problemText(words, create.error)}
        onCancel={onClose}
        onSubmit={save}
      >
        <TextInput name="name" label={own.name} maxLength={100} required data-autofocus />
        <FieldRow>
          <NativeSelect
            name="wallets"
            label={own.wallets}
            description={own.walletsHint}
            data={[
              { value: 'units', label: own.units },
              { value: 'money', label: own.money },
            ]}
          />
          <TextInput name="currency" label={own.currency} description={own.currencyHint} maxLength={3} required />
        </FieldRow>
        <FieldRow>
          <TextInput
            name="unitPrice"
            label={own.unitPrice}
            description={own.unitPriceHint}
            inputMode="decimal"
            defaultValue="0"
            required
          />
          <TextInput name="home" label={own.home} description={own.homeHint} defaultValue="*" maxLength={2} required />
        </FieldRow>
        <NativeSelect
          name="policy"
          label={own.policy}
          data={[
            { value: 'on_failure', label: own.policies.on_failure },
            { value: 'on_rejection', label: own.policies.on_rejection },
          ]}
        />
      </Form>
    </Dialog>
  )
}
