// A group of contacts as the sheet that a message is written to: a row a contact, its fields for the text.
import { useQuery } from '@tanstack/react-query'
import { file } from '../../api/client.ts'
import { groupsQuery } from '../../api/contacts.ts'
import { useSession } from '../session.ts'
import { plain } from './ContactsImportFile.ts'
import { readSheet, type SheetFile } from './SendFile.ts'

// As `/v1/contacts.csv` has them.
export const NUMBER_AT = 0
export const NAME_AT = 1
const OURS: ReadonlySet<number> = new Set([2, 3])

/** Undefined until it is there; null for a group without contacts. */
export function useGroupSheet(group: string | undefined): SheetFile | null | undefined {
  const { account } = useSession()
  const groups = useQuery({ ...groupsQuery(account.id), enabled: group !== undefined }).data?.data
  const name = groups?.find(({ id }) => id === group)?.name
  const { data } = useQuery({
    queryKey: [account.id, 'group-sheet', group],
    enabled: name !== undefined,
    queryFn: async () => {
      const csv = await file({ path: '/v1/contacts.csv', query: { group }, accountId: account.id })
      const sheet = await readSheet(new File([csv], name ?? ''))
      return sheet && withoutOurs(sheet)
    },
  })
  return data
}

/** Country and groups are of no use to a text, and nothing here starts a formula. */
function withoutOurs({ name, columns, rows }: SheetFile): SheetFile {
  const kept = <T>(cells: readonly T[]): T[] => cells.filter((_, at) => !OURS.has(at))
  return { name, columns: kept(columns), rows: rows.map((row) => kept(row).map(plain)) }
}
