// njiwa route: for a destination, which carriers in which order, and under which terms.
import type { Command } from 'commander'
import type { Api } from '../api.ts'
import { carrierIds, listCarriers } from '../carriers.ts'
import type { Context } from '../context.ts'
import { Failure } from '../failure.ts'
import { amount, commaSeparated, group, limitOption, wholeNumber } from '../options.ts'

const ROUTES = '/v1/operator/routes'

export function routeCommands(njiwa: Command, context: Context): void {
  const route = group(njiwa, 'route', 'which carriers serve which destination')

  route
    .command('list')
    .description('list routes')
    .addOption(limitOption())
    .action(async ({ limit }: { limit: number }, command: Command) => {
      const api = context.api()
      const [routes, carriers] = await Promise.all([api.list<Route>(ROUTES, limit), listCarriers(api)])
      const names = new Map(carriers.map(({ id, name }) => [id, name]))
      context.rows(command, routes, {
        CODE: ({ code }) => code,
        NAME: ({ name }) => name,
        COUNTRY: ({ country }) => country,
        PREFIX: ({ prefix }) => prefix,
        CARRIERS: (each) => each.carrier_ids.map((id) => names.get(id) ?? id).join(', '),
        COST: (each) => `${each.cost} ${each.cost_currency}`,
        SENDER: (each) => each.default_sender,
        ACTIVE: ({ active }) => active,
      })
    })

  terms(route.command('create <code>').description('make a route'))
    .requiredOption('--country <code>', 'the country it serves, or * for all others')
    .requiredOption('--carriers <list>', 'in the order they are tried, with commas between', commaSeparated)
    .action(async (code: string, options: Terms, command: Command) => {
      const api = context.api()
      const created = await api.post<Route>(ROUTES, { code, ...(await body(api, { name: code, ...options })) })
      show(context, command, created)
    })

  terms(route.command('set <code>').description('change a route; what is not given stays'))
    .option('--country <code>', 'the country it serves, or * for all others')
    .option('--carriers <list>', 'in the order they are tried, with commas between', commaSeparated)
    .option('--active', 'use it again')
    .option('--no-active', 'use it no more')
    .action(async (code: string, options: Terms, command: Command) => {
      const api = context.api()
      const found = (await api.list<Route>(ROUTES, 10_000)).find((each) => each.code === code)
      if (found === undefined) throw new Failure(`There is no route ${code}: see njiwa route list`)
      show(context, command, await api.patch<Route>(`${ROUTES}/${found.id}`, await body(api, options)))
    })
}

function terms(command: Command): Command {
  return command
    .option('--name <text>', 'what people call it')
    .option('--prefix <digits>', 'only numbers that begin with this')
    .option('--sender <name>', 'the sender of messages that name none')
    .option('--cost <amount>', 'what the carrier charges a segment', amount)
    .option('--cost-currency <code>', 'and in what')
    .option('--validity-seconds <n>', 'how long a message may wait for its receipt', wholeNumber(60, 604_800))
    .option('--uncertain <policy>', 'resend or hold what a lost connection leaves in doubt')
}

interface Terms {
  name?: string
  country?: string
  prefix?: string
  carriers?: string[]
  sender?: string
  cost?: string
  costCurrency?: string
  validitySeconds?: number
  uncertain?: string
  active?: boolean
}

async function body(api: Api, { carriers, ...given }: Terms): Promise<object> {
  return {
    name: given.name,
    country: given.country,
    prefix: given.prefix,
    default_sender: given.sender,
    cost: given.cost,
    cost_currency: given.costCurrency,
    validity_seconds: given.validitySeconds,
    uncertain_policy: given.uncertain,
    active: given.active,
    ...(carriers !== undefined && { carrier_ids: await carrierIds(api, carriers) }),
  }
}

interface Route {
  id: string
  code: string
  name: string
  country: string
  prefix: string
  default_sender: string | null
  cost: string
  cost_currency: string
  validity_seconds: number
  active: boolean
  carrier_ids: string[]
}

function show(context: Context, command: Command, route: Route): void {
  context.fields(command, route, {
    id: route.id,
    code: route.code,
    name: route.name,
    country: route.country,
    prefix: route.prefix,
    cost: `${route.cost} ${route.cost_currency}`,
    sender: route.default_sender,
    active: route.active,
  })
}
