// Where a person is signed in, by what their browsers say of themselves; and out everywhere else.
import { useQuery } from '@tanstack/react-query'
import { type OwnSession, sessionsQuery, useOwnChange } from '../../api/people.ts'
import type { Me } from '../../api/types.ts'
import { Action } from '../../ui/Action.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { Time } from '../../ui/Time.tsx'
import { say } from '../../ui/toast.ts'
import { useWords } from '../../words/index.ts'
import { Problem, problemText } from '../Problem.tsx'
import style from './Profile.module.css'
import { browserOf } from './ProfileBrowser.ts'
import { ProfileSection } from './ProfileSection.tsx'

export function ProfileSessions({ me }: { me: Me }) {
  const words = useWords()
  const own = words.profile.sessions
  const { data, error, refetch } = useQuery(sessionsQuery)
  const end = useOwnChange<void, null>(me, () => ({ method: 'DELETE', path: '/sessions' }))
  const nameOf = (userAgent: string): string => {
    const { browser, system } = browserOf(userAgent)
    return browser && system ? own.on(browser, system) : (browser ?? own.unknown)
  }
  const columns: Column<OwnSession>[] = [
    {
      header: own.browser,
      cell: (row) => (
        <span className={style.browser}>
          {nameOf(row.user_agent)}
          {row.this && <Tag tone="good">{own.here}</Tag>}
        </span>
      ),
      phone: 'title',
    },
    { header: own.address, cell: ({ address }) => address },
    { header: own.since, cell: ({ created_at }) => <Time at={created_at} /> },
    { header: own.seen, cell: ({ last_seen_at }) => <Time at={last_seen_at} /> },
  ]
  const others = (data?.data.length ?? 1) > 1
  return (
    <ProfileSection title={own.title}>
      {error && <Problem error={error} retry={refetch} />}
      {data && <Table rows={data.data} columns={columns} label={own.title} rowKey={({ id }) => id} />}
      {end.error && <Notice kind="harm">{problemText(words, end.error)}</Notice>}
      <Action
        kind="secondary"
        busy={end.isPending}
        why={others ? null : own.onlyHere}
        onClick={() => end.mutate(undefined, { onSuccess: () => say(own.ended) })}
      >
        {own.endOthers}
      </Action>
    </ProfileSection>
  )
}
