import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { groupsQuery } from '../../api/contacts.ts'
import { MEMBERS_MAX } from '../../api/sending.ts'
import { grouped } from '../../ui/text.ts'
import { Waiting } from '../../ui/Waiting.tsx'
import { useWords } from '../../words/index.ts'
import { useSession } from '../session.ts'
import type { Audience } from './SendAudience.ts'
import style from './SendRecipients.module.css'

/** A group of the account's contacts. `members`: how many have been read; null while they are. */
export function SendGroup({
  audience,
  onChange,
  error,
  members,
}: {
  audience: Audience
  onChange(audience: Audience): void
  error: string | undefined
  members: number | null
}) {
  const words = useWords().send.group
  const { account } = useSession()
  const { data } = useQuery(groupsQuery(account.id))
  if (!data) return <Waiting lines={1} height={36} />
  if (data.data.length === 0) return <p>{words.none}</p>
  return (
    <>
      <NativeSelect
        label={words.label}
        value={audience.group ?? ''}
        onChange={(event) => onChange({ ...audience, group: event.currentTarget.value || null })}
        data={[
          { value: '', label: words.choose },
          ...data.data.map(({ id, name, contacts }) => ({
            value: id,
            label: `${name} (${grouped(String(contacts))})`,
          })),
        ]}
        error={error}
      />
      <p className={style.count}>
        {audience.group !== null && (members === null ? words.reading : words.people(grouped(String(members))))}
        {members !== null && members >= MEMBERS_MAX && <span> {words.cut(grouped(String(MEMBERS_MAX)))}</span>}
      </p>
    </>
  )
}
