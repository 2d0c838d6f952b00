// What the account's numbers do at a subscriber's first word: its own rules, and the words that work without one.
import { Switch } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useChange } from '../../api/queries.ts'
import { type BuiltInKeywords, builtInKeywordsQuery, type KeywordRule, keywordsQuery } from '../../api/two-way.ts'
import { Action } from '../../ui/Action.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { Waiting } from '../../ui/Waiting.tsx'
import { useWords } from '../../words/index.ts'
import { Problem, problemText } from '../Problem.tsx'
import { useSession } from '../session.ts'
import { KeywordsForm } from './KeywordsForm.tsx'
import style from './TwoWay.module.css'
import { useWhyNot } from './whyNot.ts'

export function Keywords() {
  const words = useWords().twoWay.keywords
  const { account } = useSession()
  const { data, error, refetch } = useQuery(keywordsQuery(account.id))
  const [editing, setEditing] = useState<KeywordRule | 'new' | null>(null)
  const [leaving, setLeaving] = useState<KeywordRule | null>(null)
  const mayNot = useWhyNot('account:write')
  if (!data) return error ? <Problem error={error} retry={refetch} /> : <Waiting lines={4} height={30} />
  const columns: Column<KeywordRule>[] = [
    { header: words.keyword, cell: ({ keyword }) => <strong>{keyword}</strong>, phone: 'title' },
    {
      header: words.action,
      cell: ({ action }) => <span className={style.whole}>{words.actions[action]}</span>,
      phone: 'aside',
    },
    { header: words.answer, cell: ({ reply, url }) => reply ?? url ?? '', wide: true },
    {
      header: words.next,
      cell: (row) =>
        mayNot === null && (
          <span className={style.buttons}>
            <Action kind="secondary" size="xs" onClick={() => setEditing(row)}>
              {words.change}
            </Action>
            <Action kind="secondary" size="xs" onClick={() => setLeaving(row)}>
              {words.remove}
            </Action>
          </span>
        ),
      phone: 'plain',
    },
  ]
  return (
    <>
      <div className={style.heading}>
        <p>{words.intro}</p>
        <Action kind="secondary" why={mayNot} onClick={() => setEditing('new')}>
          {words.add}
        </Action>
      </div>
      <BuiltIn />
      {data.data.length === 0 ? (
        <p>{words.none}</p>
      ) : (
        <Table rows={data.data} columns={columns} label={words.title} rowKey={({ id }) => id} />
      )}
      {editing && <KeywordsForm {...(editing !== 'new' && { rule: editing })} onClose={() => setEditing(null)} />}
      {leaving && <Remove rule={leaving} onClose={() => setLeaving(null)} />}
    </>
  )
}

function Remove({ rule, onClose }: { rule: KeywordRule; onClose(): void }) {
  const words = useWords()
  const { me, account } = useSession()
  const remove = useChange<string, null>(me, account.id, (id) => ({ method: 'DELETE', path: `/v1/keywords/${id}` }))
  return (
    <ConfirmDialog
      title={words.twoWay.keywords.removeTitle(rule.keyword)}
      confirm={words.twoWay.keywords.remove}
      open
      onClose={onClose}
      busy={remove.isPending}
      error={remove.error && problemText(words, remove.error)}
      onConfirm={() => remove.mutate(rule.id, { onSuccess: onClose })}
    >
      {words.twoWay.keywords.removeText}
    </ConfirmDialog>
  )
}

function BuiltIn() {
  const words = useWords()
  const { me, account } = useSession()
  const { data } = useQuery(builtInKeywordsQuery(account.id))
  const mayNot = useWhyNot('account:write')
  const turn = useChange<boolean, BuiltInKeywords>(me, account.id, (enabled) => ({
    method: 'PATCH',
    path: '/v1/keywords/built-in',
    body: { enabled },
  }))
  if (!data) return null
  const { keywords } = words.twoWay
  return (
    <div className={style.builtIn}>
      <Switch
        label={keywords.builtIn}
        checked={data.enabled}
        disabled={mayNot !== null || turn.isPending}
        onChange={(event) => turn.mutate(event.currentTarget.checked)}
      />
      <p className={style.quiet}>{keywords.builtInText(data.opt_out.join(', '), data.opt_in.join(', '))}</p>
      {!data.enabled && <p>{keywords.builtInOff}</p>}
      {turn.error && <p role="alert">{problemText(words, turn.error)}</p>}
    </div>
  )
}
