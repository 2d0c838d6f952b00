// Which carriers serve a destination, in which order, and what they cost.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { operatorListQuery, operatorQuery } from '../../api/operator.ts'
import type { Carrier, Route } from '../../api/operator-types.ts'
import { Action } from '../../ui/Action.tsx'
import { Amount } from '../../ui/Amount.tsx'
import { Page } from '../../ui/Page.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { countryName } from '../../ui/text.ts'
import { useWords } from '../../words/index.ts'
import { Listing } from './Listing.tsx'
import style from './Operator.module.css'
import { RouteDialog } from './RouteDialog.tsx'
import { useWhyNot } from './useOperator.ts'

export function Routes() {
  const words = useWords().operatorNetwork.routes
  const [editing, setEditing] = useState<Route | 'new' | null>(null)
  const why = useWhyNot()('network:change')
  const query = useQuery(operatorListQuery<Route>('/routes'))
  const carriers = useQuery(operatorQuery<{ data: Carrier[] }>('/carriers')).data?.data ?? []
  const nameOf = (id: string): string => carriers.find((carrier) => carrier.id === id)?.name ?? '…'
  return (
    <Page
      title={words.title}
      action={
        <Action why={why} onClick={() => setEditing('new')}>
          {words.add}
        </Action>
      }
    >
      <Listing
        query={query}
        cursor={null}
        label={words.title}
        rowKey={({ id }) => id}
        empty={words.none}
        columns={[
          {
            header: words.code,
            cell: (route) =>
              why === null ? (
                <button type="button" className={style.plain} onClick={() => setEditing(route)}>
                  {route.code}
                </button>
              ) : (
                route.code
              ),
            phone: 'title',
          },
          {
            header: words.destination,
            cell: ({ country, prefix }) => (
              <>
                {country === '*' ? words.everywhere : countryName(country)} {prefix && <code>{prefix}</code>}
              </>
            ),
          },
          { header: words.carriers, cell: ({ carrier_ids }) => carrier_ids.map(nameOf).join(' → ') },
          {
            header: words.cost,
            cell: ({ cost, cost_currency }) => <Amount amount={cost} currency={cost_currency} />,
            figure: true,
          },
          { header: words.policy, cell: ({ uncertain_policy }) => words.policies[uncertain_policy], phone: 'hidden' },
          {
            header: words.state,
            cell: ({ active }) => <Tag tone={active ? 'good' : 'quiet'}>{active ? words.active : words.inactive}</Tag>,
            phone: 'aside',
          },
        ]}
      />
      {editing && (
        <RouteDialog route={editing === 'new' ? null : editing} carriers={carriers} onClose={() => setEditing(null)} />
      )}
    </Page>
  )
}
