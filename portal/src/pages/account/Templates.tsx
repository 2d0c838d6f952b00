// Texts that are kept to be sent again: found, written, changed, and used for the next send.
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { type Template, templatesQuery } from '../../api/contacts.ts'
import { PATHS } from '../../paths.ts'
import { Action } from '../../ui/Action.tsx'
import { CursorPages } from '../../ui/CursorPages.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { LinkButton } from '../../ui/LinkButton.tsx'
import { Page } from '../../ui/Page.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { grouped } from '../../ui/text.ts'
import { Waiting } from '../../ui/Waiting.tsx'
import { useWords } from '../../words/index.ts'
import { Problem } from '../Problem.tsx'
import { useSession } from '../session.ts'
import style from './Contacts.module.css'
import { SearchField } from './ContactsSearch.tsx'
import { TemplateDelete, TemplateForm } from './TemplatesForm.tsx'
import { useWhyNot } from './whyNot.ts'

const PAGE = 50

export function Templates() {
  const words = useWords().templates
  const { may } = useSession()
  const why = useWhyNot('messages:send')
  const [open, setOpen] = useState<Template | 'new' | null>(null)
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
      <List mayChange={why === null} onEdit={setOpen} />
      {open !== null && <TemplateForm template={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
    </Page>
  )
}

function List({ mayChange, onEdit }: { mayChange: boolean; onEdit(template: Template): void }) {
  const words = useWords().templates
  const { account } = useSession()
  const [leaving, setLeaving] = useState<Template | null>(null)
  const { q, cursor } = useSearch({ from: PATHS.templates })
  const query = useQuery(templatesQuery(account.id, { search: q, cursor }, PAGE))
  const { data, error, refetch, isPlaceholderData } = query
  const columns: Column<Template>[] = [
    { header: words.name, cell: ({ title }) => <span className={style.titleCell}>{title}</span>, phone: 'title' },
    { header: words.text, cell: ({ text }) => text, wide: true },
    {
      header: words.length,
      cell: ({ segments }) => <span className={style.line}>{words.segments(grouped(String(segments)))}</span>,
      phone: 'aside',
    },
    {
      header: words.next,
      phone: 'plain',
      cell: (row) =>
        mayChange && (
          <span className={style.next}>
            <LinkButton size="xs" to={PATHS.send} search={{ text: row.text }}>
              {words.use}
            </LinkButton>
            <Action kind="secondary" size="xs" onClick={() => onEdit(row)}>
              {words.edit}
            </Action>
            <Action kind="secondary" size="xs" onClick={() => setLeaving(row)}>
              {words.delete}
            </Action>
          </span>
        ),
    },
  ]
  return (
    <>
      <SearchField label={words.search} placeholder={words.searchHint} value={q} at={PATHS.templates} />
      {error ? (
        <Problem error={error} retry={refetch} />
      ) : !data ? (
        <Waiting lines={6} height={22} />
      ) : data.data.length === 0 ? (
        <p className={style.none}>{q === undefined ? words.none : words.noneMatch}</p>
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
      {leaving && <TemplateDelete template={leaving} onClose={() => setLeaving(null)} />}
    </>
  )
}
