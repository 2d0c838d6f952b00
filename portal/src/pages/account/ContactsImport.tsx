// Contacts out of a CSV file: choose it, say what its columns are, and watch it come in.
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { call } from '../../api/client.ts'
import type { Group, ImportAnswer } from '../../api/contacts.ts'
import { PATHS } from '../../paths.ts'
import { FileDrop } from '../../ui/FileDrop.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Page } from '../../ui/Page.tsx'
import { useWords } from '../../words/index.ts'
import { useSession } from '../session.ts'
import style from './Contacts.module.css'
import { type Choice, ContactsImportColumns } from './ContactsImportColumns.tsx'
import { bodyRows, readSheet, type Sheet } from './ContactsImportFile.ts'
import { ContactsImportResult } from './ContactsImportResult.tsx'
import { NOT_BEGUN, type Progress, runImport } from './ContactsImportRun.ts'
import { useWhyNot } from './whyNot.ts'

export function ContactsImport() {
  const words = useWords().contactImport
  const why = useWhyNot('messages:send')
  return (
    <Page
      title={words.title}
      above={
        <Link to={PATHS.contacts} className={style.back}>
          <Icon name="back" size={16} /> {words.back}
        </Link>
      }
    >
      {why === null ? <Import /> : <p>{why}</p>}
    </Page>
  )
}

type Run = { progress: Progress; state: 'running' | 'stopped' | 'done' | 'failed'; error: Error | null }

function Import() {
  const client = useQueryClient()
  const { me, account } = useSession()
  const [sheet, setSheet] = useState<Sheet | null>(null)
  const [choice, setChoice] = useState<Choice | null>(null)
  const [run, setRun] = useState<Run | null>(null)
  const stopped = useRef(false)
  useEffect(
    () => () => {
      stopped.current = true // nobody would see what became of it
    },
    [],
  )
  const own = { method: 'POST', accountId: account.id, csrfToken: me.csrf_token } as const

  async function start(sheet: Sheet, chosen: Choice, from: Progress): Promise<void> {
    stopped.current = false
    let progress = from
    const show = (state: Run['state'], error: Error | null = null) => setRun({ progress, state, error })
    show('running')
    try {
      const group = await groupOf(chosen)
      setChoice({ ...chosen, group, newGroup: '' }) // whoever goes on makes no second one
      progress = await runImport({
        rows: bodyRows(sheet),
        roles: chosen.roles,
        from,
        stopped: () => stopped.current,
        onProgress(next) {
          progress = next
          show('running')
        },
        send: (rows) =>
          call<ImportAnswer>({
            ...own,
            path: '/v1/contacts/import',
            body: { rows, country: chosen.country || null, group: group || null },
          }),
      })
      show(progress.done < bodyRows(sheet).length ? 'stopped' : 'done')
    } catch (error) {
      show('failed', error as Error)
    }
    void client.invalidateQueries({ queryKey: [account.id] })
  }

  async function groupOf({ group, newGroup }: Choice): Promise<string> {
    if (newGroup === '') return group
    return (await call<Group>({ ...own, path: '/v1/groups', body: { name: newGroup } })).id
  }

  if (sheet === null) return <ChooseFile onSheet={setSheet} />
  const again = () => {
    setSheet(null)
    setRun(null)
  }
  if (run === null || choice === null) {
    return (
      <ContactsImportColumns
        sheet={sheet}
        onSheet={setSheet}
        onOther={again}
        onStart={(chosen) => {
          setChoice(chosen)
          void start(sheet, chosen, NOT_BEGUN)
        }}
      />
    )
  }
  return (
    <ContactsImportResult
      {...run}
      sheet={sheet}
      group={choice.group}
      onStop={() => {
        stopped.current = true
      }}
      onGoOn={() => void start(sheet, choice, run.progress)}
      onAgain={again}
    />
  )
}

function ChooseFile({ onSheet }: { onSheet(sheet: Sheet): void }) {
  const words = useWords().contactImport
  const [state, setState] = useState<'reading' | 'unreadable' | 'empty' | 'tooLarge' | null>(null)
  async function read(file: File): Promise<void> {
    setState('reading')
    const sheet = await readSheet(file)
    if (typeof sheet === 'string') return setState(sheet)
    if (bodyRows(sheet).length === 0) return setState('empty')
    onSheet(sheet)
  }
  return (
    <>
      {state !== null && state !== 'reading' && <Notice kind="harm">{words[state]}</Notice>}
      <FileDrop label={words.drop} accept=".csv,.txt,text/csv" onFile={(file) => void read(file)}>
        <small>{state === 'reading' ? words.reading : words.dropHint}</small>
      </FileDrop>
    </>
  )
}
