// The operator's customers.
import { NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { operatorListQuery, operatorQuery, PAGE } from '../../api/operator.ts'
import type { Account, AccountStatus, RatePlan } from '../../api/operator-types.ts'
import type { Page as PageOf } from '../../api/types.ts'
import { PATHS } from '../../paths.ts'
import { Action } from '../../ui/Action.tsx'
import { Amount } from '../../ui/Amount.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/Form.tsx'
import { Page } from '../../ui/Page.tsx'
import { SecretPanel } from '../../ui/SecretPanel.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { Time } from '../../ui/Time.tsx'
import { grouped } from '../../ui/text.ts'
import { useWords } from '../../words/index.ts'
import { problemText } from '../Problem.tsx'
import { Filters } from './Filters.tsx'
import { Listing } from './Listing.tsx'
import { useOperatorChange, useWhyNot } from './useOperator.ts'

const STATUSES: readonly AccountStatus[] = ['active', 'pending', 'suspended']

export function Accounts() {
  const words = useWords()
  const own = words.operatorAccounts
  const { name, email, status, plan, cursor } = useSearch({ from: PATHS.operatorAccounts })
  const [adding, setAdding] = useState(false)
  const why = useWhyNot()('accounts:change')
  const plans = usePlans()
  const query = useQuery(
    operatorQuery<PageOf<Account>>('/accounts', { name, email, status, rate_plan_id: plan, cursor, limit: PAGE }),
  )
  return (
    <Page
      title={own.title}
      action={
        <Action why={why} onClick={() => setAdding(true)}>
          {own.create}
        </Action>
      }
    >
      <Filters
        values={{ name, email, status, plan }}
        fields={[
          { name: 'name', label: own.name },
          { name: 'email', label: own.email },
          {
            name: 'status',
            label: own.status,
            options: [
              { value: '', label: words.operator.any },
              ...STATUSES.map((value) => ({ value, label: own.statuses[value] })),
            ],
          },
          {
            name: 'plan',
            label: own.plan,
            options: [
              { value: '', label: words.operator.any },
              ...plans.map(({ id, name }) => ({ value: id, label: name })),
            ],
          },
        ]}
      />
      <Listing
        query={query}
        cursor={cursor}
        label={own.title}
        rowKey={({ id }) => id}
        empty={name || email || status || plan ? own.noneMatch : own.none}
        columns={[
          {
            header: own.name,
            cell: ({ id, name }) => (
              <Link to={PATHS.operatorAccount} params={{ id }}>
                {name}
              </Link>
            ),
            phone: 'title',
          },
          { header: own.status, cell: ({ status }) => <AccountState status={status} />, phone: 'aside' },
          { header: own.plan, cell: ({ rate_plan }) => rate_plan },
          {
            header: own.balance,
            cell: ({ balance, currency }) => <Amount amount={balance} currency={currency} />,
            figure: true,
          },
          { header: own.limit, cell: ({ requests_per_minute }) => grouped(String(requests_per_minute)), figure: true },
          { header: own.since, cell: ({ created_at }) => <Time at={created_at} /> },
        ]}
      />
      {adding && <NewAccount plans={plans} onClose={() => setAdding(false)} />}
    </Page>
  )
}

const TONES = { active: 'good', pending: 'waiting', suspended: 'attention' } as const

export function AccountState({ status }: { status: AccountStatus }) {
  return <Tag tone={TONES[status]}>{useWords().operatorAccounts.statuses[status]}</Tag>
}

export function usePlans(): RatePlan[] {
  return useQuery(operatorListQuery<RatePlan>('/rate-plans')).data?.data ?? []
}

function NewAccount({ plans, onClose }: { plans: readonly RatePlan[]; onClose(): void }) {
  const words = useWords()
  const own = words.operatorAccounts
  const navigate = useNavigate()
  const create = useOperatorChange<object, Account & { webhook_secret: string }>((body) => ({
    path: '/accounts',
    body,
  }))
  const made = create.data
  return (
    <Dialog title={own.create} open onClose={onClose} firm={made !== undefined}>
      {made ? (
        <SecretPanel
          secrets={[{ name: own.webhookSecret, value: made.webhook_secret }]}
          onStored={() => void navigate({ to: PATHS.operatorAccount, params: { id: made.id } })}
        />
      ) : (
        <Form
          submit={own.create}
          busy={create.isPending}
          error={create.error && problemText(words, create.error)}
          onCancel={onClose}
          onSubmit={(form) => create.mutate({ name: form.get('name'), rate_plan_id: form.get('plan') })}
        >
          <TextInput name="name" label={own.name} maxLength={100} required data-autofocus />
          <NativeSelect
            name="plan"
            label={own.plan}
            description={own.planHint}
            data={plans.map(({ id, name, denomination }) => ({ value: id, label: `${name} (${denomination})` }))}
          />
        </Form>
      )}
    </Dialog>
  )
}
