// The pages of an account about sender IDs, webhooks, two-way numbers and what is scheduled.
import { createRoute, lazyRouteComponent, type RouteComponent } from '@tanstack/react-router'
import type { TellingStatus } from '../api/webhooks.ts'
import { PATHS } from '../paths.ts'
import { accountPage, root, type Search, word } from './root.tsx'

/** A page with a list whose place is in its address. */
const listPage = <Path extends string>(path: Path, component: RouteComponent) =>
  createRoute({
    getParentRoute: () => root,
    path,
    component,
    validateSearch: (search: Search): { cursor?: string | undefined } => ({ cursor: word(search, 'cursor') }),
  })

const senderIds = listPage(
  PATHS.senderIds,
  lazyRouteComponent(() => import('../pages/account/SenderIds.tsx'), 'SenderIds'),
)
const webhooks = accountPage(
  PATHS.webhooks,
  lazyRouteComponent(() => import('../pages/account/Webhooks.tsx'), 'Webhooks'),
)
const webhook = createRoute({
  getParentRoute: () => root,
  path: PATHS.webhook,
  component: lazyRouteComponent(() => import('../pages/account/Webhook.tsx'), 'Webhook'),
  validateSearch: (search: Search): { status?: TellingStatus | undefined; cursor?: string | undefined } => ({
    status: word(search, 'status') as TellingStatus | undefined,
    cursor: word(search, 'cursor'),
  }),
})
const twoWay = createRoute({
  getParentRoute: () => root,
  path: PATHS.twoWay,
  component: lazyRouteComponent(() => import('../pages/account/TwoWay.tsx'), 'TwoWay'),
  validateSearch: (
    search: Search,
  ): {
    tab?: string | undefined
    number?: string | undefined
    subscriber?: string | undefined
    cursor?: string | undefined
  } => ({
    tab: word(search, 'tab'),
    number: word(search, 'number'),
    subscriber: word(search, 'subscriber'),
    cursor: word(search, 'cursor'),
  }),
})
const conversation = createRoute({
  getParentRoute: () => root,
  path: PATHS.twoWayConversation,
  component: lazyRouteComponent(() => import('../pages/account/InboxConversation.tsx'), 'InboxConversation'),
  validateSearch: (search: Search): { number?: string | undefined; from?: string | undefined } => ({
    number: word(search, 'number'),
    from: word(search, 'from'),
  }),
})
const scheduled = listPage(
  PATHS.scheduled,
  lazyRouteComponent(() => import('../pages/account/Scheduled.tsx'), 'Scheduled'),
)
const scheduledRequest = listPage(
  PATHS.scheduledRequest,
  lazyRouteComponent(() => import('../pages/account/ScheduledRequest.tsx'), 'ScheduledRequest'),
)

export const messagingRoutes = [
  senderIds,
  webhooks,
  webhook,
  twoWay,
  conversation,
  scheduled,
  scheduledRequest,
] as const
