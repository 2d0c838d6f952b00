// Invitations that nobody has taken up yet: sent again, or cancelled.
import { useQuery } from '@tanstack/react-query'
import { type Invited, invitationsQuery } from '../../api/people.ts'
import { useChange } from '../../api/queries.ts'
import { Action } from '../../ui/Action.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { Time } from '../../ui/Time.tsx'
import { say } from '../../ui/toast.ts'
import { useWords } from '../../words/index.ts'
import { problemText } from '../Problem.tsx'
import { useSession } from '../session.ts'
import style from './Team.module.css'

export function TeamInvitations() {
  const words = useWords()
  const { me, account, may } = useSession()
  const rows = useQuery(invitationsQuery(account.id)).data?.data
  const again = useChange<Invited, Invited>(me, account.id, ({ email, role }) => ({
    path: '/v1/team/invitations',
    body: { email, role },
  }))
  const cancel = useChange<Invited, null>(me, account.id, ({ id }) => ({
    method: 'DELETE',
    path: `/v1/team/invitations/${id}`,
  }))
  if (!rows || rows.length === 0) return null
  const isOver = ({ expires_at }: Invited): boolean => Date.parse(expires_at) <= Date.now()
  const columns: Column<Invited>[] = [
    { header: words.team.email, cell: ({ email }) => email, phone: 'title' },
    { header: words.team.role, cell: ({ role }) => words.roles[role], phone: 'aside' },
    {
      header: words.team.until,
      cell: (row) => (isOver(row) ? words.team.over : <Time at={row.expires_at} />),
    },
    {
      header: words.team.actions,
      phone: 'plain',
      cell: (row) => (
        <span className={style.actions}>
          <Action
            kind="secondary"
            size="xs"
            busy={again.isPending && again.variables.id === row.id}
            onClick={() => again.mutate(row, { onSuccess: () => say(words.team.sent(row.email)) })}
          >
            {words.team.again}
          </Action>
          <Action
            kind="secondary"
            size="xs"
            busy={cancel.isPending && cancel.variables.id === row.id}
            onClick={() => cancel.mutate(row, { onSuccess: () => say(words.team.cancelled(row.email)) })}
          >
            {words.team.cancel}
          </Action>
        </span>
      ),
    },
  ]
  const error = again.error ?? cancel.error
  return (
    <section className={style.section} aria-labelledby="invited">
      <h2 id="invited">{words.team.invitations}</h2>
      {error && <Notice kind="harm">{problemText(words, error)}</Notice>}
      <Table
        rows={rows}
        columns={may('account:write') ? columns : columns.slice(0, -1)}
        label={words.team.invitations}
        rowKey={({ id }) => id}
      />
    </section>
  )
}
