// Rate cards: what a segment costs customers.
import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { operatorQuery, PAGE } from '../../api/operator.ts'
import type { RatePlan } from '../../api/operator-types.ts'
import type { Page as PageOf } from '../../api/types.ts'
import { PATHS } from '../../paths.ts'
import { Action } from '../../ui/Action.tsx'
import { Amount } from '../../ui/Amount.tsx'
import { Page } from '../../ui/Page.tsx'
import { countryName } from '../../ui/text.ts'
import { useWords } from '../../words/index.ts'
import { Listing } from './Listing.tsx'
import { RateCardDialog } from './RateCardDialog.tsx'
import { useWhyNot } from './useOperator.ts'

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
      {adding && <RateCardDialog plan={null} onClose={() => setAdding(false)} />}
    </Page>
  )
}

export const placeOf = (country: string, everywhere: string): string =>
  country === '*' ? everywhere : countryName(country)
