// Which page is at which path, and what each reads out of its address.
import { createRootRoute, createRoute, createRouter, Link, retainSearchParams } from '@tanstack/react-router'
import type { MessageFilters, State } from './api/types.ts'
import { Logs } from './pages/account/Logs.tsx'
import { Message } from './pages/account/Message.tsx'
import { Overview } from './pages/account/Overview.tsx'
import { Shell } from './pages/Shell.tsx'
import { PATHS } from './paths.ts'
import { EmptyPage } from './ui/Page.tsx'
import { useWords } from './words/index.ts'

type Search = Record<string, unknown>

const word = (search: Search, name: string): string | undefined => {
  const value = search[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

const root = createRootRoute({
  component: Shell,
  notFoundComponent: NotFound,
  // The account that is looked at; absent, the first one. Links keep it.
  validateSearch: (search: Search): { account?: string | undefined } => ({ account: word(search, 'account') }),
  search: { middlewares: [retainSearchParams(['account'])] },
})

const overview = createRoute({ getParentRoute: () => root, path: PATHS.overview, component: Overview })

const logs = createRoute({
  getParentRoute: () => root,
  path: PATHS.logs,
  component: Logs,
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

const message = createRoute({ getParentRoute: () => root, path: PATHS.message, component: Message })

export const router = createRouter({
  routeTree: root.addChildren([overview, logs, message]),
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const given = Object.entries(search).filter(([, value]) => value !== undefined)
    return given.length === 0 ? '' : `?${new URLSearchParams(given as [string, string][])}`
  },
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

function NotFound() {
  const words = useWords().notFound
  return (
    <EmptyPage title={words.title} text={words.text}>
      <Link to={PATHS.overview}>{words.action}</Link>
    </EmptyPage>
  )
}
