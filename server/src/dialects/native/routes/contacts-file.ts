// /v1/contacts.csv: contacts as a file that can be brought in again.
import { Type } from 'typebox'
import { listGroups } from '../../../setup/contact-groups.ts'
import { type ContactFilter, type ContactRow, contactFields, listContacts } from '../../../setup/contacts.ts'
import type { Setup } from '../../../setup/setup.ts'
import { errorAnswers } from '../answers.ts'
import { answerOf } from '../auth.ts'
import { type Cells, csvAnswer, sendCsv } from '../csv.ts'
import type { NativeApp } from '../scope.ts'
import { ContactFilters, contactFilter } from './contacts.ts'

const PAGE = 1000

export function contactFileRoute(app: NativeApp, setup: Setup): void {
  app.get(
    '/contacts.csv',
    {
      config: { permission: 'messages:read' },
      schema: {
        tags: ['Contacts'],
        operationId: 'downloadContacts',
        summary: 'Download contacts',
        description: 'All that the filters keep, with a column for each field that some contact has.',
        querystring: Type.Object(ContactFilters),
        response: { 200: csvAnswer('The contacts.'), ...errorAnswers() },
      },
    },
    async ({ query, caller: { account } }, reply) => {
      const fields = await answerOf(contactFields(setup, account.id))
      const rows = pages(setup, account.id, contactFilter(query), fields)
      return sendCsv(reply, 'contacts.csv', ['number', 'name', 'country', 'groups', ...fields], rows)
    },
  )
}

/** Each page is a short transaction of its own: a download may take as long as its line does. */
async function* pages(
  setup: Setup,
  accountId: string,
  filter: ContactFilter,
  fields: readonly string[],
): AsyncGenerator<Cells[]> {
  const groups = await answerOf(listGroups(setup, accountId, null, PAGE))
  const nameOf = new Map(groups.map(({ id, name }) => [id, name]))
  let beforeId: string | null = null
  for (;;) {
    const rows: ContactRow[] = await answerOf(listContacts(setup, accountId, filter, beforeId, PAGE))
    yield rows.map((row) => {
      const inGroups = row.groups.map((id) => nameOf.get(id) ?? '').sort()
      return [
        `+${row.msisdn}`,
        row.name,
        row.country,
        inGroups.join('; '),
        ...fields.map((name) => row.fields[name] ?? null),
      ]
    })
    const last = rows.at(-1)
    if (last === undefined || rows.length < PAGE) return
    beforeId = last.id
  }
}
