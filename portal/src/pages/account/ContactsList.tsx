// A page of contacts; those that are ticked are put into a group, taken out of it, or deleted together.
import { Checkbox, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { afterwards } from '../../api/afterwards.ts'
import { type Contact, type Group, groupsQuery } from '../../api/contacts.ts'
import { useChange } from '../../api/queries.ts'
import { Action } from '../../ui/Action.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { countryName, grouped } from '../../ui/text.ts'
import { say } from '../../ui/toast.ts'
import { useWords } from '../../words/index.ts'
import { problemText } from '../Problem.tsx'
import { useSession } from '../session.ts'
import style from './Contacts.module.css'
import { ContactsDelete } from './ContactsDelete.tsx'

export function ContactsList(parts: {
  rows: readonly Contact[]
  /** The group that is shown. */
  group: string | undefined
  stale: boolean
  mayChange: boolean
  onOpen(contact: Contact): void
}) {
  const { rows, group, stale, mayChange, onOpen } = parts
  const words = useWords().contacts
  const { account } = useSession()
  const { data: groups } = useQuery(groupsQuery(account.id))
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const chosen = rows.filter(({ id }) => ticked.has(id)).map(({ id }) => id)
  const nameOf = new Map(groups?.data.map(({ id, name }) => [id, name]))
  const tick = (id: string) => setTicked((before) => toggled(before, id))
  const columns: Column<Contact>[] = [
    {
      header: words.name,
      phone: 'title',
      cell: (contact) => (
        <Name
          contact={contact}
          ticked={ticked.has(contact.id)}
          {...{ mayChange, onOpen }}
          onTick={() => tick(contact.id)}
        />
      ),
    },
    { header: words.number, cell: ({ number }) => number, phone: 'aside' },
    { header: words.country, cell: ({ country }) => countryName(country) },
    {
      header: words.groups,
      cell: (contact) => <Tags texts={contact.groups.flatMap((id) => nameOf.get(id) ?? [])} />,
    },
    {
      header: words.fields,
      cell: ({ fields }) => <Tags texts={Object.entries(fields).map(([name, value]) => `${name}: ${value}`)} />,
    },
  ]
  return (
    <>
      {mayChange && (
        <div className={style.bar}>
          <Checkbox
            label={chosen.length === 0 ? words.chooseAll : words.chosen(grouped(String(chosen.length)))}
            checked={chosen.length === rows.length}
            indeterminate={chosen.length > 0 && chosen.length < rows.length}
            onChange={() => setTicked(chosen.length === rows.length ? new Set() : new Set(rows.map(({ id }) => id)))}
          />
          {chosen.length > 0 && (
            <Together ids={chosen} group={group} groups={groups?.data ?? []} onDone={() => setTicked(new Set())} />
          )}
        </div>
      )}
      <Table rows={rows} columns={columns} label={words.title} rowKey={({ id }) => id} stale={stale} />
    </>
  )
}

function toggled(before: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const after = new Set(before)
  if (!after.delete(id)) after.add(id)
  return after
}

function Name(parts: {
  contact: Contact
  ticked: boolean
  mayChange: boolean
  onTick(): void
  onOpen(contact: Contact): void
}) {
  const { contact, ticked, mayChange, onTick, onOpen } = parts
  const words = useWords().contacts
  const shown = contact.name ?? <span className={style.unnamed}>{words.unnamed}</span>
  if (!mayChange) return shown
  return (
    <span className={style.who}>
      <Checkbox checked={ticked} onChange={onTick} aria-label={words.chooseOne(contact.name ?? contact.number)} />
      <button type="button" className={style.name} onClick={() => onOpen(contact)}>
        {shown}
      </button>
    </span>
  )
}

function Tags({ texts }: { texts: readonly string[] }) {
  if (texts.length === 0) return null
  return (
    <span className={style.tags}>
      {texts.map((text) => (
        <span key={text}>{text}</span>
      ))}
    </span>
  )
}

function Together(parts: {
  ids: readonly string[]
  group: string | undefined
  groups: readonly Group[]
  onDone(): void
}) {
  const { ids, group, groups, onDone } = parts
  const words = useWords()
  const { me, account } = useSession()
  const [deleting, setDeleting] = useState(false)
  const move = useChange<{ to: string; how: 'join' | 'leave' }, Group>(me, account.id, ({ to, how }) => ({
    path: `/v1/groups/${to}/${how}`,
    body: { contact_ids: ids },
  }))
  const count = grouped(String(ids.length))
  const moved = (to: string, how: 'join' | 'leave', text: string) =>
    afterwards(move.mutateAsync({ to, how }), () => {
      say(text)
      onDone()
    })
  const others = groups.filter(({ id }) => id !== group)
  return (
    <>
      {others.length > 0 && (
        <NativeSelect
          size="xs"
          aria-label={words.contacts.putInto}
          value=""
          disabled={move.isPending}
          data={[
            { value: '', label: words.contacts.putInto },
            ...others.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={({ currentTarget: { value: to } }) => {
            const name = groups.find(({ id }) => id === to)?.name ?? ''
            if (to !== '') moved(to, 'join', words.contacts.joined(count, name))
          }}
        />
      )}
      {group !== undefined && (
        <Action
          kind="secondary"
          size="xs"
          busy={move.isPending}
          onClick={() => moved(group, 'leave', words.contacts.left(count))}
        >
          {words.contacts.takeOut}
        </Action>
      )}
      <Action kind="secondary" size="xs" onClick={() => setDeleting(true)}>
        {words.contacts.deleteChosen}
      </Action>
      {move.error && <Notice kind="harm">{problemText(words, move.error)}</Notice>}
      {deleting && <ContactsDelete ids={ids} onClose={() => setDeleting(false)} onDone={onDone} />}
    </>
  )
}
