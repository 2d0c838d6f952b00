// What every page lies under, and how a page says who it is for and what it reads out of its address.
import { createRootRoute, createRoute, Link, type RouteComponent, retainSearchParams } from '@tanstack/react-router'
import { Shell } from '../pages/Shell.tsx'
import { PATHS } from '../paths.ts'
import { EmptyPage } from '../ui/Page.tsx'
import { useWords } from '../words/index.ts'

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** Whose page it is; absent, an account's. A person's own belong to no account. Those of the public are shown to whoever comes, signed in or not. */
    of?: 'operator' | 'public' | 'person'
  }
}

export type Search = Record<string, unknown>

export const root = createRootRoute({
  component: Shell,
  notFoundComponent: NotFound,
  // The account that is looked at; absent, the first one. Links keep it.
  validateSearch: (search: Search): { account?: string | undefined } => ({ account: word(search, 'account') }),
  search: { middlewares: [retainSearchParams(['account'])] },
})

/** A page of an account that reads nothing out of its address. One that does writes its own `createRoute`. */
export const accountPage = <Path extends string>(path: Path, component: RouteComponent) =>
  createRoute({ getParentRoute: () => root, path, component })

export const operatorPage = <Path extends string>(path: Path, component: RouteComponent) =>
  createRoute({ getParentRoute: () => root, path, component, staticData: { of: 'operator' } })

export const ownPage = <Path extends string>(path: Path, component: RouteComponent) =>
  createRoute({ getParentRoute: () => root, path, component, staticData: { of: 'person' } })

export const publicPage = <Path extends string>(path: Path, component: RouteComponent) =>
  createRoute({ getParentRoute: () => root, path, component, staticData: { of: 'public' } })

export function word(search: Search, name: string): string | undefined {
  const value = search[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

function NotFound() {
  const words = useWords().notFound
  return (
    <EmptyPage title={words.title} text={words.text}>
      <Link to={PATHS.overview}>{words.action}</Link>
    </EmptyPage>
  )
}
