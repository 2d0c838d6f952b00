// Who gets it: numbers as they are pasted, or the rows of a file.
import { NativeSelect, Textarea } from '@mantine/core'
import { useState } from 'react'
import { Action } from '../../ui/Action.tsx'
import { FileDrop } from '../../ui/FileDrop.tsx'
import { FieldRow } from '../../ui/Form.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Table } from '../../ui/Table.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { grouped } from '../../ui/text.ts'
import { useWords } from '../../words/index.ts'
import type { Refusal } from './CsvFile.ts'
import { HomeCountry } from './HomeCountry.tsx'
import type { Audience } from './SendAudience.ts'
import { numberColumn, ROWS_MAX, readSheet, recipientsOf, type SheetFile } from './SendFile.ts'
import { SendGroup } from './SendGroup.tsx'
import { numbersIn } from './SendOrder.ts'
import style from './SendRecipients.module.css'

interface Parts {
  audience: Audience
  onChange(audience: Audience): void
  error: string | undefined
  callingCode: string | null
}

export function SendRecipients({ members, ...parts }: Parts & { members: number | null }) {
  const { audience, onChange } = parts
  const words = useWords().send
  return (
    <section className={style.recipients} aria-labelledby="recipients">
      <h2 id="recipients">{words.recipients}</h2>
      <Tabs
        label={words.recipients}
        value={audience.by}
        onChange={(by) => onChange({ ...audience, by })}
        tabs={[
          {
            value: 'numbers',
            label: words.byNumbers,
            content: <Numbers {...parts} />,
          },
          {
            value: 'file',
            label: words.byFile,
            content: <Sheet {...parts} />,
          },
          { value: 'group', label: words.byGroup, content: <SendGroup {...parts} members={members} /> },
        ]}
      />
    </section>
  )
}

function Numbers({ audience, onChange, error, callingCode }: Parts) {
  const words = useWords().send
  const { numbers, unreadable } = numbersIn(audience.pasted, callingCode)
  return (
    <>
      <Textarea
        label={callingCode === null ? words.numbers : words.numbersAtHome}
        description={words.numbersHint}
        placeholder="+255712345678"
        value={audience.pasted}
        onChange={(event) => onChange({ ...audience, pasted: event.currentTarget.value })}
        autosize
        minRows={2}
        maxRows={8}
        error={error}
        inputMode="tel"
      />
      <p className={style.count}>
        {numbers.length > 0 && words.counted(grouped(String(numbers.length)))}
        {unreadable.length > 0 && <span> {words.unreadable(unreadable.slice(0, 5).join(', '))}</span>}
      </p>
      <HomeCountry country={audience.country ?? ''} onCountry={(country) => onChange({ ...audience, country })} />
    </>
  )
}

function Sheet({ audience, onChange, error, callingCode }: Parts) {
  const words = useWords().send.file
  const { contactImport } = useWords()
  const [refused, setRefused] = useState<Refusal | 'empty' | null>(null)
  async function read(file: File): Promise<void> {
    const sheet = await readSheet(file)
    setRefused(typeof sheet === 'string' ? sheet : null)
    if (typeof sheet === 'object')
      onChange({ ...audience, sheet, numberAt: numberColumn(sheet), nameAt: nameColumn(sheet) })
  }
  const { sheet } = audience
  if (sheet) return <Mapping sheet={sheet} audience={audience} onChange={onChange} callingCode={callingCode} />
  return (
    <div className={style.file}>
      <FileDrop label={words.drop} accept=".csv,text/csv,text/plain" onFile={(file) => void read(file)}>
        <small className={style.help}>{words.help}</small>
      </FileDrop>
      {refused !== null && <Notice kind="harm">{refused === 'empty' ? words.empty : contactImport[refused]}</Notice>}
      {error !== undefined && refused === null && <Notice kind="harm">{error}</Notice>}
    </div>
  )
}

function Mapping({
  sheet,
  audience,
  onChange,
  callingCode,
}: {
  sheet: SheetFile
  audience: Audience
  onChange(audience: Audience): void
  callingCode: string | null
}) {
  const words = useWords().send.file
  const { recipients, unreadable } = recipientsOf(sheet, audience.numberAt, audience.nameAt, callingCode)
  const columns = sheet.columns.map(({ header }, index) => ({ value: String(index), label: header }))
  return (
    <div className={style.file}>
      <div className={style.sheet}>
        <p>
          <strong>{sheet.name}</strong>, {words.rows(grouped(String(recipients.length)))}
        </p>
        <Action kind="secondary" size="xs" onClick={() => onChange({ ...audience, sheet: null })}>
          {words.other}
        </Action>
      </div>
      <FieldRow>
        <NativeSelect
          label={words.number}
          value={audience.numberAt}
          data={columns}
          onChange={(event) => onChange({ ...audience, numberAt: Number(event.currentTarget.value) })}
        />
        <NativeSelect
          label={words.name}
          value={audience.nameAt ?? ''}
          data={[{ value: '', label: words.noName }, ...columns]}
          onChange={(event) => {
            const { value } = event.currentTarget
            onChange({ ...audience, nameAt: value === '' ? null : Number(value) })
          }}
        />
      </FieldRow>
      <HomeCountry country={audience.country ?? ''} onCountry={(country) => onChange({ ...audience, country })} />
      {unreadable.length > 0 && (
        <Notice kind="attention">
          {words.unreadable(grouped(String(unreadable.length)), unreadable.slice(0, 8).join(', '))}
        </Notice>
      )}
      {sheet.rows.length === ROWS_MAX && <Notice kind="attention">{words.cut(grouped(String(ROWS_MAX)))}</Notice>}
      <Table
        label={words.preview}
        rows={sheet.rows.slice(0, 3)}
        rowKey={(row) => row.join('\n')}
        columns={sheet.columns.map(({ header, variable }, index) => ({
          key: variable,
          header,
          cell: (row: string[]) => row[index] ?? '',
          ...(index === audience.numberAt && { phone: 'title' as const }),
        }))}
      />
    </div>
  )
}

const NAMES = /^(?:name|first ?name|receiver ?name|jina|nom|pr[eé]nom)/i

function nameColumn({ columns }: SheetFile): number | null {
  const at = columns.findIndex(({ header }) => NAMES.test(header))
  return at === -1 ? null : at
}
