// The pages by their paths (routes/), and how an address is read and written.
import { createRouter } from '@tanstack/react-router'
import { Problem } from './pages/Problem.tsx'
import { accountRoutes } from './routes/account.ts'
import { keepingRoutes } from './routes/keeping.ts'
import { messagingRoutes } from './routes/messaging.ts'
import { operatorRoutes } from './routes/operator.ts'
import { publicRoutes } from './routes/public.ts'
import { root } from './routes/root.tsx'

export const router = createRouter({
  routeTree: root.addChildren([
    ...accountRoutes,
    ...keepingRoutes,
    ...messagingRoutes,
    ...operatorRoutes,
    ...publicRoutes,
  ]),
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const given = Object.entries(search).filter(([, value]) => value !== undefined)
    return given.length === 0 ? '' : `?${new URLSearchParams(given as [string, string][])}`
  },
  scrollRestoration: true,
  defaultErrorComponent: ({ error }) => <Problem error={error as Error} retry={() => location.reload()} />,
  defaultPreload: 'intent', // a page's code comes while the pointer is still on its link
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
