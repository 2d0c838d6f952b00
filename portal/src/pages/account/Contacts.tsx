// Whom the account writes to. What is searched for, the group and the place in the list are in the address.
import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { type Contact, contactsQuery, groupsQuery } from '../../api/contacts.ts'
import { useDownload } from '../../api/download.ts'
import { PATHS } from '../../paths.ts'
import { Action } from '../../ui/Action.tsx'
import { CursorPages } from '../../ui/CursorPages.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { LinkButton } from '../../ui/LinkButton.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Page } from '../../ui/Page.tsx'
import { Waiting } from '../../ui/Waiting.tsx'
import { useWords } from '../../words/index.ts'
import { Problem, problemText } from '../Problem.tsx'
import { useSession } from '../session.ts'
import style from './Contacts.module.css'
import { ContactsForm } from './ContactsForm.tsx'
import { ContactsList } from './ContactsList.tsx'
import { SearchField } from './ContactsSearch.tsx'
import { useWhyNot } from './whyNot.ts'

const PAGE = 50

export function Contacts() {
  const words = useWords().contacts
  const { may } = useSession()
  const [open, setOpen] = useState<Contact | 'new' | null>(null)
  const why = useWhyNot('messages:send')
  if (!may('messages:read')) return <Page title={words.title}>{words.forbidden}</Page>
  return (
    <Page
      title={words.title}
      action={
        <Action why={why} leftSection={<Icon name="plus" size={16} />} onClick={() => setOpen('new')}>
          {words.add}
        </Action>
      }
    >
      <List mayChange={why === null} onOpen={setOpen} />
      {open !== null && <ContactsForm contact={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
    </Page>
  )
}

function List({ mayChange, onOpen }: { mayChange: boolean; onOpen(contact: Contact): void }) {
  const words = useWords().contacts
  const { account } = useSession()
  const { q, group, cursor } = useSearch({ from: PATHS.contacts })
  const query = useQuery(contactsQuery(account.id, { search: q, group, cursor }, PAGE))
  const { data, error, refetch, isPlaceholderData } = query
  const filtered = q !== undefined || group !== undefined || cursor !== undefined
  return (
    <>
      <Filters mayChange={mayChange} />
      {error ? (
        <Problem error={error} retry={refetch} />
      ) : !data ? (
        <Waiting lines={10} height={22} />
      ) : data.data.length === 0 ? (
        <p className={style.none}>{filtered ? words.noneMatch : words.none}</p>
      ) : (
        <ContactsList
          key={`${q} ${group} ${cursor}`}
          rows={data.data}
          group={group}
          stale={isPlaceholderData}
          mayChange={mayChange}
          onOpen={onOpen}
        />
      )}
      <CursorPages cursor={cursor} next={data?.next} />
    </>
  )
}

function Filters({ mayChange }: { mayChange: boolean }) {
  const words = useWords()
  const navigate = useNavigate()
  const { account } = useSession()
  const { q, group } = useSearch({ from: PATHS.contacts })
  const { data: groups } = useQuery(groupsQuery(account.id))
  const download = useDownload('contacts.csv', {
    path: '/v1/contacts.csv',
    query: { search: q, group },
    accountId: account.id,
  })
  return (
    <>
      <div className={style.filters}>
        <SearchField
          label={words.contacts.search}
          placeholder={words.contacts.searchHint}
          value={q}
          at={PATHS.contacts}
        />
        <NativeSelect
          label={words.contacts.group}
          value={group ?? ''}
          onChange={(event) =>
            void navigate({ to: PATHS.contacts, search: { q, group: event.currentTarget.value || undefined } })
          }
          data={[
            { value: '', label: words.contacts.anyGroup },
            ...(groups?.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <div className={style.files}>
          <LinkButton to={PATHS.groups}>{words.contacts.manageGroups}</LinkButton>
          {mayChange && (
            <LinkButton leftSection={<Icon name="upload" size={16} />} to={PATHS.contactsImport}>
              {words.contacts.import}
            </LinkButton>
          )}
          <Action
            kind="secondary"
            busy={download.isPending}
            leftSection={<Icon name="download" size={16} />}
            onClick={() => download.mutate()}
          >
            {words.contacts.download}
          </Action>
        </div>
      </div>
      {download.error && (
        <Notice kind="harm">
          {words.contacts.downloadFailed} {problemText(words, download.error)}
        </Notice>
      )}
    </>
  )
}
