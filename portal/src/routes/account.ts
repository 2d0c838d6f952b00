// The pages of an account, each loaded when somebody goes there.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import type { MessageFilters, State } from '../api/types.ts'
import { PATHS } from '../paths.ts'
import { accountPage, root, type Search, word } from './root.tsx'

const overview = accountPage(
  PATHS.overview,
  lazyRouteComponent(() => import('../pages/account/Overview.tsx'), 'Overview'),
)
const message = accountPage(
  PATHS.message,
  lazyRouteComponent(() => import('../pages/account/Message.tsx'), 'Message'),
)

const logs = createRoute({
  getParentRoute: () => root,
  path: PATHS.logs,
  component: lazyRouteComponent(() => import('../pages/account/Logs.tsx'), 'Logs'),
  validateSearch: (search: Search): MessageFilters & { cursor?: string | undefined } => ({
    number: word(search, 'number'),
    state: word(search, 'state') as State | undefined,
    sender: word(search, 'sender'),
    text: word(search, 'text'),
    from: word(search, 'from'),
    to: word(search, 'to'),
    cursor: word(search, 'cursor'),
  }),
})

export const accountRoutes = [overview, logs, message] as const
