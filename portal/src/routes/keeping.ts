// The pages of an account's money, and of whom and what it keeps to send to and with.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import type { MovementKind, StatementFilters } from '../api/wallet.ts'
import { PATHS } from '../paths.ts'
import { accountPage, root, type Search, word } from './root.tsx'

type Found = { q?: string | undefined; cursor?: string | undefined }

const SEGMENTS_MAX = 10

const wallet = createRoute({
  getParentRoute: () => root,
  path: PATHS.wallet,
  component: lazyRouteComponent(() => import('../pages/account/Wallet.tsx'), 'Wallet'),
  validateSearch: (search: Search): StatementFilters & { cursor?: string | undefined } => ({
    kind: word(search, 'kind') as MovementKind | undefined,
    from: word(search, 'from'),
    to: word(search, 'to'),
    cursor: word(search, 'cursor'),
  }),
})

const pricing = createRoute({
  getParentRoute: () => root,
  path: PATHS.pricing,
  component: lazyRouteComponent(() => import('../pages/account/Pricing.tsx'), 'Pricing'),
  validateSearch: (search: Search): { q?: string | undefined; segments?: number | undefined } => {
    const segments = Number(search.segments)
    const isCount = Number.isInteger(segments) && segments > 1 && segments <= SEGMENTS_MAX
    return { q: word(search, 'q'), segments: isCount ? segments : undefined }
  },
})

const templates = createRoute({
  getParentRoute: () => root,
  path: PATHS.templates,
  component: lazyRouteComponent(() => import('../pages/account/Templates.tsx'), 'Templates'),
  validateSearch: (search: Search): Found => ({ q: word(search, 'q'), cursor: word(search, 'cursor') }),
})

const contacts = createRoute({
  getParentRoute: () => root,
  path: PATHS.contacts,
  component: lazyRouteComponent(() => import('../pages/account/Contacts.tsx'), 'Contacts'),
  validateSearch: (search: Search): Found & { group?: string | undefined } => ({
    q: word(search, 'q'),
    group: word(search, 'group'),
    cursor: word(search, 'cursor'),
  }),
})

const groups = accountPage(
  PATHS.groups,
  lazyRouteComponent(() => import('../pages/account/Groups.tsx'), 'Groups'),
)
const contactsImport = accountPage(
  PATHS.contactsImport,
  lazyRouteComponent(() => import('../pages/account/ContactsImport.tsx'), 'ContactsImport'),
)

export const keepingRoutes = [wallet, pricing, templates, contacts, groups, contactsImport] as const
