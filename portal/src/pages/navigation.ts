// Where one can go, in the order in which it is shown: a line a page. `main` are the four of a phone's bottom bar.
import type { AccountAccess, Me, Permission } from '../api/types.ts'
import { PATHS } from '../paths.ts'
import type { IconName } from '../ui/Icon.tsx'
import type { Words } from '../words/index.ts'

type Groups = Words['navigation']['groups']
type Word = Exclude<keyof Words['navigation'], 'groups'>
type StaffRole = NonNullable<Me['user']['staff_role']>

export interface Entry {
  path: string
  icon: IconName
  word: Word
  /** Those without a group come first. */
  group?: keyof Groups
  main?: true
  /** Of an account: only shown to roles that have it. A page still says itself what a role may not do. */
  needs?: Permission
  /** Of the operator: only shown to these. */
  staff?: readonly StaffRole[]
  /** Served by the server itself, not a page of the portal. */
  outside?: true
}

const ACCOUNT: readonly Entry[] = [
  { path: PATHS.overview, icon: 'overview', word: 'overview', main: true },
  { path: PATHS.send, icon: 'send', word: 'send', main: true, group: 'messages', needs: 'messages:send' },
  { path: PATHS.logs, icon: 'logs', word: 'logs', main: true, group: 'messages', needs: 'messages:read' },
  { path: PATHS.scheduled, icon: 'scheduled', word: 'scheduled', group: 'messages', needs: 'messages:read' },
  { path: PATHS.twoWay, icon: 'inbox', word: 'twoWay', group: 'messages' },
  { path: PATHS.contacts, icon: 'contacts', word: 'contacts', group: 'people', needs: 'messages:read' },
  { path: PATHS.templates, icon: 'templates', word: 'templates', group: 'messages', needs: 'messages:read' },
  { path: PATHS.senderIds, icon: 'senderIds', word: 'senderIds', group: 'setup' },
  { path: PATHS.apiTokens, icon: 'keys', word: 'tokens', group: 'setup', needs: 'account:write' },
  { path: PATHS.apiKeys, icon: 'keys', word: 'keys', group: 'setup', needs: 'account:write' },
  { path: PATHS.apiSetup, icon: 'routes', word: 'apiSetup', group: 'setup' },
  { path: PATHS.webhooks, icon: 'webhooks', word: 'webhooks', group: 'setup' },
  { path: '/docs', icon: 'docs', word: 'docs', group: 'setup', outside: true },
  { path: PATHS.wallet, icon: 'wallet', word: 'wallet', main: true, group: 'account', needs: 'balance:read' },
  { path: PATHS.pricing, icon: 'coverage', word: 'coverage', group: 'account', needs: 'balance:read' },
  { path: PATHS.team, icon: 'team', word: 'team', group: 'account' },
  { path: PATHS.profile, icon: 'security', word: 'security', group: 'account' },
]

const OPERATOR: readonly Entry[] = [
  { path: PATHS.operator, icon: 'operator', word: 'operator', main: true },
  { path: PATHS.operatorTrouble, icon: 'webhooks', word: 'trouble', main: true },
  { path: PATHS.operatorAccounts, icon: 'accounts', word: 'accounts', main: true, group: 'customers' },
  {
    path: PATHS.operatorSenders,
    icon: 'review',
    word: 'senderReview',
    group: 'customers',
    staff: ['admin', 'support'],
  },
  {
    path: PATHS.operatorNumbers,
    icon: 'numbers',
    word: 'numberStock',
    group: 'customers',
    staff: ['admin', 'support'],
  },
  { path: PATHS.operatorCarriers, icon: 'carriers', word: 'carriers', main: true, group: 'traffic' },
  { path: PATHS.operatorRoutes, icon: 'routes', word: 'routes', group: 'traffic' },
  { path: PATHS.operatorReports, icon: 'reports', word: 'reports', group: 'traffic', staff: ['admin', 'finance'] },
  { path: PATHS.operatorPurchases, icon: 'orders', word: 'orders', group: 'money' },
  { path: PATHS.operatorRateCards, icon: 'prices', word: 'ratePlans', group: 'money' },
  { path: PATHS.operatorExchangeRates, icon: 'exchange', word: 'exchangeRates', group: 'money' },
  { path: PATHS.operatorAudit, icon: 'audit', word: 'audit', group: 'installation' },
  { path: PATHS.operatorBranding, icon: 'branding', word: 'branding', group: 'installation' },
  { path: PATHS.operatorSettings, icon: 'settings', word: 'settings', group: 'installation' },
  { path: PATHS.operatorStaff, icon: 'team', word: 'staff', group: 'installation', staff: ['admin'] },
]

export function accountEntries({ permissions }: AccountAccess): readonly Entry[] {
  return ACCOUNT.filter(({ needs }) => needs === undefined || permissions.includes(needs))
}

export function operatorEntries(role: StaffRole): readonly Entry[] {
  return OPERATOR.filter(({ staff }) => staff === undefined || staff.includes(role))
}

/** Where the operator's staff land; null as long as there is no page. */
export const operatorHome = (): string | null => OPERATOR[0]?.path ?? null

/** In the order of their first entry. */
export function byGroup(entries: readonly Entry[]): { group: keyof Groups | undefined; entries: Entry[] }[] {
  const groups: { group: keyof Groups | undefined; entries: Entry[] }[] = []
  for (const entry of entries) {
    const found = groups.find(({ group }) => group === entry.group)
    if (found) found.entries.push(entry)
    else groups.push({ group: entry.group, entries: [entry] })
  }
  return groups
}
