// Who gets it, however it was said: the recipients, and what a text can have of each.
import type { Contact } from '../../api/contacts.ts'
import { recipientsOf, type SheetFile } from './SendFile.ts'
import { numbersIn, type Recipient, variableName } from './SendOrder.ts'

export interface Audience {
  by: 'numbers' | 'file' | 'group'
  pasted: string
  sheet: SheetFile | null
  numberAt: number
  nameAt: number | null
  group: string | null
  /** Of numbers without a country code; null until somebody says it, empty when every number has its own. */
  country: string | null
}

export const NOBODY: Audience = {
  by: 'numbers',
  pasted: '',
  sheet: null,
  numberAt: 0,
  nameAt: null,
  group: null,
  country: null,
}

/** What the text can have of each of them, as it is written there. */
export function placeholdersOf({ by, sheet, nameAt }: Audience, members: readonly Contact[]): string[] {
  if (by === 'group') {
    const fields = members.slice(0, SAMPLED).flatMap((member) => Object.keys(asRecipient(member).variables))
    return ['[{RECEIVERNAME}]', ...new Set(fields)]
      .map((name) => (name.startsWith('[') ? name : `{${name}}`))
      .filter((name) => name !== '{RECEIVERNAME}')
  }
  if (by === 'numbers' || !sheet) return []
  return [...(nameAt === null ? [] : ['[{RECEIVERNAME}]']), ...sheet.columns.map(({ variable }) => `{${variable}}`)]
}

const SAMPLED = 50

const asRecipient = ({ number, name, fields }: Contact): Recipient => ({
  to: number,
  variables: {
    ...Object.fromEntries(Object.entries(fields).map(([field, value]) => [variableName(field), value])),
    name: name ?? '', // as templates have it: no field of a contact is called that
    RECEIVERNAME: name ?? '',
  },
})

/** `members`: of the group that is chosen. `callingCode`: of the numbers without one. */
export function recipientsIn(
  { by, pasted, sheet, numberAt, nameAt }: Audience,
  members: readonly Contact[],
  callingCode: string | null,
): Recipient[] {
  if (by === 'group') return members.map(asRecipient)
  if (by === 'numbers') return numbersIn(pasted, callingCode).numbers.map((to) => ({ to, variables: {} }))
  return sheet ? recipientsOf(sheet, numberAt, nameAt, callingCode).recipients : []
}
