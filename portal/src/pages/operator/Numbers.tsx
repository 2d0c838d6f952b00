// Two-way numbers: who asked for one, and which account each belongs to.
import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { operatorListQuery, operatorQuery, PAGE } from '../../api/operator.ts'
import type { AssignedNumber, NumberRequest } from '../../api/operator-types.ts'
import type { Page as PageOf } from '../../api/types.ts'
import { PATHS } from '../../paths.ts'
import { Action } from '../../ui/Action.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/Form.tsx'
import { Page } from '../../ui/Page.tsx'
import { Time } from '../../ui/Time.tsx'
import { countryName } from '../../ui/text.ts'
import { say } from '../../ui/toast.ts'
import { useWords } from '../../words/index.ts'
import { problemText } from '../Problem.tsx'
import { Filters } from './Filters.tsx'
import { Listing } from './Listing.tsx'
import style from './Operator.module.css'
import { ReasonDialog } from './ReasonDialog.tsx'
import { useMay, useOperatorChange } from './useOperator.ts'

export function Numbers() {
  const words = useWords()
  const own = words.operatorNetwork.numbers
  const may = useMay()
  if (!may('numbers:assign')) return <Page title={own.title}>{words.operator.notYours}</Page>
  return (
    <Page title={own.title}>
      <Requests />
      <Assigned />
    </Page>
  )
}

function Requests() {
  const words = useWords().operatorNetwork.numbers
  const [assigning, setAssigning] = useState<NumberRequest | null>(null)
  const [refusing, setRefusing] = useState<NumberRequest | null>(null)
  const refuse = useOperatorChange<{ request: NumberRequest; reason: string }>(({ request, reason }) => ({
    path: `/accounts/${request.account_id}/number-requests/${request.id}/refuse`,
    body: { reason },
  }))
  const query = useQuery(operatorListQuery<NumberRequest>('/number-requests', { status: 'pending' }))
  return (
    <section className={style.section}>
      <h2>{words.requests}</h2>
      <Listing
        query={query}
        cursor={null}
        label={words.requests}
        rowKey={({ id }) => id}
        empty={words.noRequests}
        columns={[
          {
            header: words.account,
            cell: ({ account_id, account_name }) => <AccountLink id={account_id} name={account_name} />,
            phone: 'title',
          },
          { header: words.kind, cell: ({ kind }) => words.kinds[kind] },
          { header: words.country, cell: ({ country }) => countryName(country) },
          { header: words.purpose, cell: ({ purpose }) => purpose, wide: true },
          { header: words.asked, cell: ({ created_at }) => <Time at={created_at} /> },
          {
            header: words.decide,
            cell: (request) => (
              <div className={style.pair}>
                <Action kind="secondary" size="xs" onClick={() => setAssigning(request)}>
                  {words.assign}
                </Action>
                <Action kind="secondary" size="xs" onClick={() => setRefusing(request)}>
                  {words.refuse}
                </Action>
              </div>
            ),
          },
        ]}
      />
      {assigning && <Assign request={assigning} onClose={() => setAssigning(null)} />}
      {refusing && (
        <ReasonDialog
          title={words.refuseTitle(refusing.account_name)}
          label={words.reason}
          hint={words.reasonHint}
          confirm={words.refuse}
          change={refuse}
          onGiven={(reason) => refuse.mutate({ request: refusing, reason }, { onSuccess: () => setRefusing(null) })}
          onClose={() => setRefusing(null)}
        />
      )}
    </section>
  )
}

function Assign({ request, onClose }: { request: NumberRequest; onClose(): void }) {
  const words = useWords()
  const own = words.operatorNetwork.numbers
  const assign = useOperatorChange<object>((body) => ({ path: `/accounts/${request.account_id}/numbers`, body }))
  return (
    <Dialog title={own.assignTitle(request.account_name)} open onClose={onClose}>
      <Form
        submit={own.assign}
        busy={assign.isPending}
        error={assign.error && problemText(words, assign.error)}
        onCancel={onClose}
        onSubmit={(form) => {
          const number = String(form.get('number')).trim()
          assign.mutate(
            { number, request_id: request.id },
            {
              onSuccess: () => {
                say(own.isAssigned(number, request.account_name))
                onClose()
              },
            },
          )
        }}
      >
        <p className={style.quiet}>{request.purpose}</p>
        <TextInput name="number" type="tel" label={own.number} description={own.numberHint} required data-autofocus />
      </Form>
    </Dialog>
  )
}

function Assigned() {
  const words = useWords()
  const own = words.operatorNetwork.numbers
  const { search, cursor } = useSearch({ from: PATHS.operatorNumbers })
  const [taking, setTaking] = useState<AssignedNumber | null>(null)
  const take = useOperatorChange<AssignedNumber>(({ account_id, id }) => ({
    method: 'DELETE',
    path: `/accounts/${account_id}/numbers/${id}`,
  }))
  const query = useQuery(operatorQuery<PageOf<AssignedNumber>>('/numbers', { search, cursor, limit: PAGE }))
  return (
    <section className={style.section}>
      <h2>{own.assigned}</h2>
      <Filters values={{ search }} fields={[{ name: 'search', label: own.search }]} />
      <Listing
        query={query}
        cursor={cursor}
        label={own.assigned}
        rowKey={({ id }) => id}
        empty={search ? own.noneMatch : own.noneAssigned}
        columns={[
          { header: own.number, cell: ({ number }) => number, phone: 'title' },
          {
            header: own.account,
            cell: ({ account_id, account_name }) => <AccountLink id={account_id} name={account_name} />,
          },
          { header: own.since, cell: ({ created_at }) => <Time at={created_at} /> },
          { header: own.callback, cell: ({ callback_url }) => callback_url ?? '', wide: true },
          {
            header: words.operator.actions,
            cell: (number) => (
              <Action kind="secondary" size="xs" onClick={() => setTaking(number)}>
                {own.take}
              </Action>
            ),
            phone: 'aside',
          },
        ]}
      />
      <ConfirmDialog
        title={own.takeTitle(taking?.number ?? '')}
        open={taking !== null}
        onClose={() => setTaking(null)}
        onConfirm={() => taking && take.mutate(taking, { onSuccess: () => setTaking(null) })}
        confirm={own.take}
        busy={take.isPending}
        error={take.error && problemText(words, take.error)}
      >
        <p>{own.takeMeans}</p>
      </ConfirmDialog>
    </section>
  )
}

function AccountLink({ id, name }: { id: string; name: string }) {
  return (
    <Link to={PATHS.operatorAccount} params={{ id }}>
      {name}
    </Link>
  )
}
