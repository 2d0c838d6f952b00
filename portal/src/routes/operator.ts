// The pages of the operator's staff, each loaded when somebody goes there.
import { createRoute, lazyRouteComponent, type RouteComponent } from '@tanstack/react-router'
import { PATHS } from '../paths.ts'
import { operatorPage, root, type Search, word } from './root.tsx'

/** One that reads these words out of its address. */
const searchedPage = <Path extends string, Name extends string>(
  path: Path,
  component: RouteComponent,
  names: readonly Name[],
) =>
  createRoute({
    getParentRoute: () => root,
    path,
    component,
    staticData: { of: 'operator' },
    validateSearch: (search: Search): { [name in Name]?: string | undefined } =>
      Object.fromEntries(names.map((name) => [name, word(search, name)])) as { [name in Name]?: string | undefined },
  })

const overview = operatorPage(
  PATHS.operator,
  lazyRouteComponent(() => import('../pages/operator/Overview.tsx'), 'Overview'),
)
const accounts = searchedPage(
  PATHS.operatorAccounts,
  lazyRouteComponent(() => import('../pages/operator/Accounts.tsx'), 'Accounts'),
  ['name', 'email', 'status', 'plan', 'cursor'],
)
const account = searchedPage(
  PATHS.operatorAccount,
  lazyRouteComponent(() => import('../pages/operator/Account.tsx'), 'Account'),
  ['cursor'],
)
const senders = searchedPage(
  PATHS.operatorSenders,
  lazyRouteComponent(() => import('../pages/operator/Senders.tsx'), 'Senders'),
  ['tab', 'status', 'search', 'cursor'],
)
const purchases = searchedPage(
  PATHS.operatorPurchases,
  lazyRouteComponent(() => import('../pages/operator/Purchases.tsx'), 'Purchases'),
  ['status', 'reference', 'cursor'],
)
const rateCards = searchedPage(
  PATHS.operatorRateCards,
  lazyRouteComponent(() => import('../pages/operator/RateCards.tsx'), 'RateCards'),
  ['cursor'],
)
const rateCard = operatorPage(
  PATHS.operatorRateCard,
  lazyRouteComponent(() => import('../pages/operator/RateCard.tsx'), 'RateCard'),
)
const exchangeRates = operatorPage(
  PATHS.operatorExchangeRates,
  lazyRouteComponent(() => import('../pages/operator/ExchangeRates.tsx'), 'ExchangeRates'),
)
const routes = operatorPage(
  PATHS.operatorRoutes,
  lazyRouteComponent(() => import('../pages/operator/Routes.tsx'), 'Routes'),
)
const carriers = operatorPage(
  PATHS.operatorCarriers,
  lazyRouteComponent(() => import('../pages/operator/Carriers.tsx'), 'Carriers'),
)
const numbers = searchedPage(
  PATHS.operatorNumbers,
  lazyRouteComponent(() => import('../pages/operator/Numbers.tsx'), 'Numbers'),
  ['search', 'cursor'],
)
const reports = searchedPage(
  PATHS.operatorReports,
  lazyRouteComponent(() => import('../pages/operator/Reports.tsx'), 'Reports'),
  ['from', 'to', 'by', 'currency'],
)
const audit = searchedPage(
  PATHS.operatorAudit,
  lazyRouteComponent(() => import('../pages/operator/Audit.tsx'), 'Audit'),
  ['of', 'action', 'actor', 'target', 'from', 'to', 'cursor'],
)
const trouble = operatorPage(
  PATHS.operatorTrouble,
  lazyRouteComponent(() => import('../pages/operator/Trouble.tsx'), 'Trouble'),
)
const branding = operatorPage(
  PATHS.operatorBranding,
  lazyRouteComponent(() => import('../pages/operator/Branding.tsx'), 'Branding'),
)
const settings = operatorPage(
  PATHS.operatorSettings,
  lazyRouteComponent(() => import('../pages/operator/Settings.tsx'), 'Settings'),
)
const staff = operatorPage(
  PATHS.operatorStaff,
  lazyRouteComponent(() => import('../pages/operator/Staff.tsx'), 'Staff'),
)

export const operatorRoutes = [
  overview,
  accounts,
  account,
  senders,
  purchases,
  rateCards,
  rateCard,
  exchangeRates,
  routes,
  carriers,
  numbers,
  reports,
  audit,
  trouble,
  branding,
  settings,
  staff,
] as const
