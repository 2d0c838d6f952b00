// What the columns of a file are, where its numbers are from, and which group everybody joins; with a look at the outcome.
import { Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { groupsQuery } from '../../api/contacts.ts'
import { Action } from '../../ui/Action.tsx'
import { FieldRow, FieldSet, Form } from '../../ui/Form.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { grouped } from '../../ui/text.ts'
import { useWords } from '../../words/index.ts'
import { useSession } from '../session.ts'
import style from './ContactsImport.module.css'
import { bodyRows, columnCount, fieldName, guessRoles, importRow, type Role, type Sheet } from './ContactsImportFile.ts'
import { HomeCountry } from './HomeCountry.tsx'

export interface Choice {
  roles: readonly Role[]
  /** Empty: every number has its code. */
  country: string
  /** The id of a group, or empty. */
  group: string
  /** The name of one to be made, or empty. */
  newGroup: string
}

const NEW = 'new'
const PREVIEW = 5

export function ContactsImportColumns(parts: {
  sheet: Sheet
  onSheet(sheet: Sheet): void
  onOther(): void
  onStart(choice: Choice): void
}) {
  const { sheet, onSheet, onOther, onStart } = parts
  const words = useWords().contactImport
  const { account } = useSession()
  const [chosen, setChosen] = useState<readonly Role[] | null>(null)
  const [country, setCountry] = useState('')
  const [group, setGroup] = useState('')
  const [newGroup, setNewGroup] = useState('')
  const { data: groups } = useQuery(groupsQuery(account.id))
  const roles = chosen ?? guessRoles(sheet)
  const rows = bodyRows(sheet)
  const count = grouped(String(rows.length))
  const numbers = roles.filter(({ is }) => is === 'number').length
  const unnamed = group === NEW && newGroup.trim() === ''
  const why =
    numbers === 0 ? words.needsNumber : numbers > 1 ? words.needsOneNumber : unnamed ? words.needsGroupName : null
  return (
    <Form
      submit={words.start(count)}
      why={why}
      onSubmit={() =>
        onStart({
          roles,
          country,
          group: group === NEW ? '' : group,
          newGroup: group === NEW ? newGroup.trim() : '',
        })
      }
    >
      <p className={style.file}>
        {words.rows(count, sheet.name)}
        <Action kind="secondary" size="xs" onClick={onOther}>
          {words.otherFile}
        </Action>
      </p>
      <Checkbox
        label={words.hasHeader}
        checked={sheet.hasHeader}
        onChange={(event) => {
          setChosen(null)
          onSheet({ ...sheet, hasHeader: event.currentTarget.checked })
        }}
      />
      <Columns sheet={sheet} roles={roles} onChange={setChosen} />
      <HomeCountry country={country} onCountry={setCountry} />
      <FieldRow>
        <NativeSelect
          label={words.group}
          value={group}
          onChange={(event) => setGroup(event.currentTarget.value)}
          data={[
            { value: '', label: words.noGroup },
            { value: NEW, label: words.newGroup },
            ...(groups?.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        {group === NEW && (
          <TextInput
            label={words.groupName}
            value={newGroup}
            maxLength={60}
            onChange={(event) => setNewGroup(event.currentTarget.value)}
          />
        )}
      </FieldRow>
      <Preview rows={rows.slice(0, PREVIEW)} roles={roles} />
    </Form>
  )
}

function Columns(parts: { sheet: Sheet; roles: readonly Role[]; onChange(roles: readonly Role[]): void }) {
  const { sheet, roles, onChange } = parts
  const words = useWords().contactImport
  const headers = sheet.hasHeader ? (sheet.rows[0] ?? []) : []
  const first = bodyRows(sheet)[0] ?? []
  const titleOf = (at: number): string => headers[at] || words.column(grouped(String(at + 1)))
  const change = (at: number, is: string) =>
    onChange(
      roles.map((role, other) => {
        if (other === at) return is === 'field' ? { is, name: fieldName(titleOf(at)) } : ({ is } as Role)
        // One column has the numbers, one the names: who chooses another one means that one instead.
        return is !== 'field' && role.is === is ? { is: 'leaveOut' } : role
      }),
    )
  return (
    <FieldSet legend={words.columns}>
      <div className={style.columns}>
        {Array.from({ length: columnCount(sheet) }, (_, at) => {
          const role = roles[at] ?? { is: 'leaveOut' }
          const name = role.is === 'field' ? role.name : fieldName(titleOf(at))
          return (
            <NativeSelect
              key={at}
              label={titleOf(at)}
              description={first[at] || '–'}
              value={role.is}
              onChange={(event) => change(at, event.currentTarget.value)}
              data={[
                { value: 'number', label: words.roles.number },
                { value: 'name', label: words.roles.name },
                { value: 'field', label: words.asField(name) },
                { value: 'leaveOut', label: words.roles.leaveOut },
              ]}
            />
          )
        })}
      </div>
    </FieldSet>
  )
}

function Preview({ rows, roles }: { rows: readonly string[][]; roles: readonly Role[] }) {
  const words = useWords().contactImport
  const shown = rows.map((cells, at) => ({ at, row: importRow(cells, roles) }))
  const names = roles.flatMap((role) => (role.is === 'field' ? [role.name] : []))
  const columns: Column<(typeof shown)[number]>[] = [
    { header: words.number, cell: ({ row }) => row.number, phone: 'title' },
    ...(roles.some(({ is }) => is === 'name')
      ? [{ header: words.name, cell: ({ row }: (typeof shown)[number]) => row.name ?? '' }]
      : []),
    ...[...new Set(names)].map((name) => ({
      header: `{${name}}`,
      cell: ({ row }: (typeof shown)[number]) => row.fields?.[name] ?? '',
    })),
  ]
  return (
    <section aria-labelledby="preview" className={style.preview}>
      <h2 id="preview">{words.preview}</h2>
      <Table rows={shown} columns={columns} label={words.preview} rowKey={({ at }) => String(at)} />
    </section>
  )
}
