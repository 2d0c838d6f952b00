// Who works in the account, with which role; who is invited; and changing either.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Member, teamQuery } from '../../api/people.ts'
import { Action } from '../../ui/Action.tsx'
import { Page } from '../../ui/Page.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { Waiting } from '../../ui/Waiting.tsx'
import { useWords } from '../../words/index.ts'
import { Problem } from '../Problem.tsx'
import { useSession } from '../session.ts'
import style from './Team.module.css'
import { ChangeRole, RemoveMember } from './TeamChange.tsx'
import { TeamInvitations } from './TeamInvitations.tsx'
import { TeamInvite } from './TeamInvite.tsx'
import { RoleMeanings } from './TeamRoles.tsx'

type Doing = { what: 'role' | 'remove'; member: Member } | { what: 'invite' } | null

export function Team() {
  const words = useWords()
  const { me, account, may } = useSession()
  const { data, error, refetch } = useQuery(teamQuery(account.id))
  const [doing, setDoing] = useState<Doing>(null)
  const members = data?.data ?? []
  const owners = members.filter(({ role }) => role === 'owner').length
  const whyInvite = may('account:write') ? null : words.team.mayNot

  /** Why this person may not change that one; null when they may. */
  function why({ role }: Member): string | null {
    if (!may('account:write')) return words.team.mayNot
    if (role === 'owner' && account.role !== 'owner') return words.team.onlyOwners
    return role === 'owner' && owners <= 1 && data?.next === null ? words.team.lastOwner : null
  }
  const columns: Column<Member>[] = [
    {
      header: words.team.person,
      cell: ({ id, name }) => (
        <span className={style.person}>
          {name} {id === me.user.id && <small>({words.team.you})</small>}
        </span>
      ),
      phone: 'title',
    },
    { header: words.team.email, cell: ({ email }) => email },
    { header: words.team.role, cell: ({ role }) => words.roles[role], phone: 'aside' },
    {
      header: words.team.code,
      cell: ({ second_factor: on }) => (
        <Tag tone={on ? 'good' : 'quiet'}>{on ? words.team.codeOn : words.team.codeOff}</Tag>
      ),
    },
    {
      header: words.team.actions,
      phone: 'plain',
      cell: (member) => (
        <span className={style.actions}>
          <Action kind="secondary" size="xs" onClick={() => setDoing({ what: 'role', member })} why={why(member)}>
            {words.team.changeRoleButton}
          </Action>
          {why(member) === null && (
            <Action kind="secondary" size="xs" onClick={() => setDoing({ what: 'remove', member })}>
              {words.team.remove}
            </Action>
          )}
        </span>
      ),
    },
  ]
  const close = (): void => setDoing(null)
  return (
    <Page
      title={words.team.title}
      action={
        <Action why={whyInvite} onClick={() => setDoing({ what: 'invite' })}>
          {words.team.invite}
        </Action>
      }
    >
      {error && <Problem error={error} retry={refetch} />}
      {!data && !error && <Waiting lines={5} />}
      {data && (
        <Table
          rows={members}
          columns={may('account:write') ? columns : columns.slice(0, -1)}
          label={words.team.title}
          rowKey={({ id }) => id}
        />
      )}
      <TeamInvitations />
      <RoleMeanings />
      {doing?.what === 'invite' && <TeamInvite onClose={close} />}
      {doing?.what === 'role' && <ChangeRole member={doing.member} onClose={close} />}
      {doing?.what === 'remove' && <RemoveMember member={doing.member} onClose={close} />}
    </Page>
  )
}
