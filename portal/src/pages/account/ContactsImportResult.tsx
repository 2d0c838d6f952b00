// How far an import is, what came of it, and which rows were left out and why.
import { save } from '../../api/download.ts'
import { PATHS } from '../../paths.ts'
import { Action } from '../../ui/Action.tsx'
import { LinkButton } from '../../ui/LinkButton.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { ProgressBar } from '../../ui/ProgressBar.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { grouped } from '../../ui/text.ts'
import { useWords } from '../../words/index.ts'
import { Leaving } from '../Leaving.tsx'
import { problemText } from '../Problem.tsx'
import style from './ContactsImport.module.css'
import { bodyRows, type Sheet } from './ContactsImportFile.ts'
import type { Progress } from './ContactsImportRun.ts'

const SHOWN = 20

export function ContactsImportResult(parts: {
  progress: Progress
  state: 'running' | 'stopped' | 'done' | 'failed'
  error: Error | null
  sheet: Sheet
  group: string
  onStop(): void
  onGoOn(): void
  onAgain(): void
}) {
  const { progress, state, error, sheet, group, onStop, onGoOn, onAgain } = parts
  const words = useWords()
  const { contactImport } = words
  return (
    <div className={style.result}>
      <ProgressBar label={contactImport.progress} done={progress.done} of={bodyRows(sheet).length} />
      <Leaving underWay={state === 'running'} means={contactImport.leaving} />
      {error && <Notice kind="harm">{problemText(words, error)}</Notice>}
      {state === 'stopped' && <Notice kind="attention">{contactImport.stopped}</Notice>}
      {state === 'done' && <Notice kind="done">{contactImport.done}</Notice>}
      <Counts progress={progress} />
      <div className={style.buttons}>
        {state === 'running' ? (
          <Action kind="secondary" onClick={onStop}>
            {contactImport.stop}
          </Action>
        ) : (
          <>
            {state === 'done' ? (
              <LinkButton kind="primary" to={PATHS.contacts} search={{ group: group || undefined }}>
                {contactImport.show}
              </LinkButton>
            ) : (
              <Action onClick={onGoOn}>{contactImport.goOn}</Action>
            )}
            <Action kind="secondary" onClick={onAgain}>
              {contactImport.again}
            </Action>
          </>
        )}
      </div>
      {progress.refused.length > 0 && <Refused progress={progress} sheet={sheet} />}
    </div>
  )
}

function Counts({ progress }: { progress: Progress }) {
  const words = useWords().contactImport
  const counts = [
    [words.added, progress.added],
    [words.changed, progress.changed],
    [words.unchanged, progress.unchanged],
    [words.refused, progress.refused.length],
  ] as const
  return (
    <dl className={style.counts}>
      {counts.map(([label, count]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{grouped(String(count))}</dd>
        </div>
      ))}
    </dl>
  )
}

type Refusal = Progress['refused'][number]

function Refused({ progress: { refused }, sheet }: { progress: Progress; sheet: Sheet }) {
  const words = useWords().contactImport
  const rows = bodyRows(sheet)
  const first = sheet.hasHeader ? 2 : 1 // as a spreadsheet numbers them
  const columns: Column<Refusal>[] = [
    { header: words.row, cell: ({ at }) => grouped(String(at + first)), figure: true, phone: 'aside' },
    { header: words.why, cell: ({ field }) => words.reasons[field] },
    { header: words.content, cell: ({ at }) => rows[at]?.filter((cell) => cell !== '').join(' · '), phone: 'title' },
  ]
  async function download(): Promise<void> {
    const { default: papa } = await import('papaparse')
    const header = sheet.hasHeader ? [[...(sheet.rows[0] ?? []), words.why]] : []
    const body = refused.map(({ at, field }) => [...(rows[at] ?? []), words.reasons[field]])
    // Opened in a spreadsheet, what the file had in it must not become a formula.
    const text = papa.unparse([...header, ...body], { escapeFormulae: true })
    save('left-out.csv', new Blob([`\uFEFF${text}`], { type: 'text/csv' }))
  }
  return (
    <section className={style.refused} aria-labelledby="refused">
      <p id="refused">{words.refusedText(grouped(String(refused.length)))}</p>
      <Table rows={refused.slice(0, SHOWN)} columns={columns} label={words.refused} rowKey={({ at }) => String(at)} />
      <Action kind="secondary" size="xs" onClick={() => void download()}>
        {words.downloadRefused}
      </Action>
    </section>
  )
}
