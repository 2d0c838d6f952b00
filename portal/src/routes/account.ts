// The pages of an account, each loaded when somebody goes there.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import type { MessageFilters, State } from '../api/types.ts'
import { PATHS } from '../paths.ts'
import { accountPage, ownPage, root, type Search, word } from './root.tsx'

const overview = accountPage(
  PATHS.overview,
  lazyRouteComponent(() => import('../pages/account/Overview.tsx'), 'Overview'),
)
const message = accountPage(
  PATHS.message,
  lazyRouteComponent(() => import('../pages/account/Message.tsx'), 'Message'),
)

const send = createRoute({
  getParentRoute: () => root,
  path: PATHS.send,
  component: lazyRouteComponent(() => import('../pages/account/Send.tsx'), 'Send'),
  // What a template, a contact or a group begins a message with.
  validateSearch: (
    search: Search,
  ): { text?: string | undefined; to?: string | undefined; group?: string | undefined } => ({
    text: word(search, 'text'),
    to: word(search, 'to'),
    group: word(search, 'group'),
  }),
})

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

const apiTokens = accountPage(
  PATHS.apiTokens,
  lazyRouteComponent(() => import('../pages/account/Tokens.tsx'), 'Tokens'),
)
const apiKeys = accountPage(
  PATHS.apiKeys,
  lazyRouteComponent(() => import('../pages/account/ApiKeys.tsx'), 'ApiKeys'),
)
const apiSetup = createRoute({
  getParentRoute: () => root,
  path: PATHS.apiSetup,
  component: lazyRouteComponent(() => import('../pages/account/ApiSetup.tsx'), 'ApiSetup'),
  validateSearch: (search: Search): { api?: string | undefined } => ({ api: word(search, 'api') }),
})
const team = accountPage(
  PATHS.team,
  lazyRouteComponent(() => import('../pages/account/Team.tsx'), 'Team'),
)
const profile = ownPage(
  PATHS.profile,
  lazyRouteComponent(() => import('../pages/account/Profile.tsx'), 'Profile'),
)

export const accountRoutes = [overview, send, logs, message, apiTokens, apiKeys, apiSetup, team, profile] as const
