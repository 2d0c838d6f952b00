// Subscribers who want nothing more from the account: looked up, put down and struck off.
import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useChange } from '../../api/queries.ts'
import { type OptOut, optOutsQuery } from '../../api/two-way.ts'
import { PATHS } from '../../paths.ts'
import { Action } from '../../ui/Action.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { CursorPages } from '../../ui/CursorPages.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/Form.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { Time } from '../../ui/Time.tsx'
import { Waiting } from '../../ui/Waiting.tsx'
import { useWords } from '../../words/index.ts'
import { Problem, problemText } from '../Problem.tsx'
import { useSession } from '../session.ts'
import style from './TwoWay.module.css'
import { useWhyNot } from './whyNot.ts'

const PAGE = 50

export function OptOuts() {
  const words = useWords().twoWay.optOuts
  const { account } = useSession()
  const { subscriber, cursor } = useSearch({ from: PATHS.twoWay })
  const { data, error, refetch, isPlaceholderData } = useQuery(
    optOutsQuery(account.id, { number: subscriber, cursor }, PAGE),
  )
  const [adding, setAdding] = useState(false)
  const [leaving, setLeaving] = useState<OptOut | null>(null)
  const mayNot = useWhyNot('account:write')
  const columns: Column<OptOut>[] = [
    { header: words.number, cell: ({ number }) => number, phone: 'title' },
    { header: words.source, cell: ({ source }) => words.sources[source] },
    { header: words.since, cell: ({ created_at }) => <Time at={created_at} />, phone: 'aside' },
    {
      header: words.next,
      cell: (row) =>
        mayNot === null && (
          <Action kind="secondary" size="xs" onClick={() => setLeaving(row)}>
            {words.remove}
          </Action>
        ),
      phone: 'plain',
    },
  ]
  return (
    <>
      <div className={style.heading}>
        <Search key={subscriber} chosen={subscriber} />
        <Action kind="secondary" why={mayNot} onClick={() => setAdding(true)}>
          {words.add}
        </Action>
      </div>
      {error ? (
        <Problem error={error} retry={refetch} />
      ) : !data ? (
        <Waiting lines={6} height={24} />
      ) : data.data.length === 0 ? (
        <p>{subscriber === undefined ? words.none : words.notOptedOut(subscriber)}</p>
      ) : (
        <Table
          rows={data.data}
          columns={columns}
          label={words.title}
          rowKey={({ id }) => id}
          stale={isPlaceholderData}
        />
      )}
      <CursorPages cursor={cursor} next={data?.next} />
      {adding && <Add onClose={() => setAdding(false)} />}
      {leaving && <Remove optOut={leaving} onClose={() => setLeaving(null)} />}
    </>
  )
}

function Search({ chosen }: { chosen: string | undefined }) {
  const words = useWords().twoWay.optOuts
  const navigate = useNavigate()
  const go = (subscriber: string | undefined): void =>
    void navigate({ to: PATHS.twoWay, search: { tab: 'opt-outs', subscriber } })
  return (
    <form
      className={style.search}
      onSubmit={(event) => {
        event.preventDefault()
        go(String(new FormData(event.currentTarget).get('subscriber')).replaceAll(/[\s().-]/g, '') || undefined)
      }}
    >
      <TextInput name="subscriber" type="tel" label={words.find} defaultValue={chosen} placeholder="+255712345678" />
      <Action kind="secondary" type="submit">
        {words.findIt}
      </Action>
      {chosen !== undefined && (
        <Action kind="secondary" onClick={() => go(undefined)}>
          {words.all}
        </Action>
      )}
    </form>
  )
}

function Add({ onClose }: { onClose(): void }) {
  const words = useWords()
  const { optOuts } = words.twoWay
  const { me, account } = useSession()
  const [number, setNumber] = useState('')
  const add = useChange<string, OptOut>(me, account.id, (given) => ({ path: '/v1/opt-outs', body: { number: given } }))
  return (
    <Dialog title={optOuts.add} open onClose={onClose}>
      <Form
        submit={optOuts.addIt}
        onCancel={onClose}
        busy={add.isPending}
        error={add.error && problemText(words, add.error)}
        onSubmit={() => add.mutate(number.replaceAll(/[\s().-]/g, ''), { onSuccess: onClose })}
      >
        <TextInput
          type="tel"
          label={optOuts.numberInFull}
          description={optOuts.addText}
          placeholder="+255712345678"
          value={number}
          onChange={(event) => setNumber(event.currentTarget.value)}
          required
          data-autofocus
        />
      </Form>
    </Dialog>
  )
}

function Remove({ optOut, onClose }: { optOut: OptOut; onClose(): void }) {
  const words = useWords()
  const { optOuts } = words.twoWay
  const { me, account } = useSession()
  const remove = useChange<string, null>(me, account.id, (id) => ({ method: 'DELETE', path: `/v1/opt-outs/${id}` }))
  return (
    <ConfirmDialog
      title={optOuts.removeTitle(optOut.number)}
      confirm={optOuts.remove}
      open
      onClose={onClose}
      busy={remove.isPending}
      error={remove.error && problemText(words, remove.error)}
      onConfirm={() => remove.mutate(optOut.id, { onSuccess: onClose })}
    >
      {optOuts.removeText}
    </ConfirmDialog>
  )
}
