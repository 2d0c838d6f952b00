// Templates: texts that an account keeps and sends by their number. The number of one that was deleted is not given out again.
import { refuse } from '../core/errors.ts'
import { newId } from '../ids.ts'
import {
  addTemplate,
  deleteTemplate,
  pageOfTemplates,
  readTemplateRow,
  type TemplateRow,
  templatesBeforeId,
  updateTemplate,
} from '../store/templates.ts'
import { invalid, line } from './fields.ts'
import { type Actor, changeAccount, notFound, type Outcome, readOfAccount, type Setup } from './setup.ts'

export type { TemplateRow } from '../store/templates.ts'

const TITLE_MAX = 100
const TEXT_MAX = 1600

type TemplateInput = { title: string; text: string }

export function createTemplate(
  setup: Setup,
  actor: Actor,
  accountId: string,
  input: TemplateInput,
): Outcome<TemplateRow> {
  return changeAccount(setup, actor, accountId, async ({ tx, nowMs, audit }) => {
    const row = await addTemplate(tx, accountId, { id: newId(nowMs), ...judged(input), createdAtMs: nowMs })
    audit('template.created', row.id, { number: row.number, title: row.title })
    return row
  })
}

export function changeTemplate(
  setup: Setup,
  actor: Actor,
  accountId: string,
  number: number,
  input: TemplateInput,
): Outcome<TemplateRow> {
  return changeAccount(setup, actor, accountId, async ({ tx, audit }) => {
    const row = await updateTemplate(tx, accountId, number, judged(input))
    if (!row) refuse({ code: 'not_found' })
    audit('template.changed', row.id, { number, title: row.title })
    return row
  })
}

export function removeTemplate(setup: Setup, actor: Actor, accountId: string, number: number): Outcome<null> {
  return changeAccount(setup, actor, accountId, async ({ tx, nowMs, audit }) => {
    const id = await deleteTemplate(tx, accountId, number, nowMs)
    if (id === null) refuse({ code: 'not_found' })
    audit('template.deleted', id, { number })
    return null
  })
}

export async function readTemplate(setup: Setup, accountId: string, number: number): Outcome<TemplateRow> {
  const found = await readOfAccount(setup, accountId, (tx) => readTemplateRow(tx, accountId, number))
  if (!found.ok) return found
  return found.value === null ? notFound() : { ok: true, value: found.value }
}

/** The newest first, from `offset` on; `search` is looked for in title and text, whatever its case. */
export function listTemplates(
  setup: Setup,
  accountId: string,
  search: string | null,
  limit: number,
  offset: number,
): Outcome<{ rows: TemplateRow[]; total: number }> {
  return readOfAccount(setup, accountId, (tx) => pageOfTemplates(tx, accountId, search, limit, offset))
}

/** The newest first, before `beforeId`; `search` as above. */
export function templatesBefore(
  setup: Setup,
  accountId: string,
  search: string | null,
  beforeId: string | null,
  limit: number,
): Outcome<TemplateRow[]> {
  return readOfAccount(setup, accountId, (tx) => templatesBeforeId(tx, accountId, search, beforeId, limit))
}

function judged({ title, text }: TemplateInput): TemplateInput {
  const chars = text.length > 2 * TEXT_MAX ? text.length : [...text].length
  if (chars === 0 || chars > TEXT_MAX) invalid('text', `1 to ${TEXT_MAX} characters are needed`)
  return { title: line(title, 'title', TITLE_MAX), text }
}
