// test/probes/routes.ts: every route that the server has, as Fastify is told of them. Nothing behind a route is called.
import type { FastifySchema, RouteOptions } from 'fastify'
import { pino } from 'pino'
import type { Dialect } from '../../server/src/dialects/dialect.ts'
import { esms } from '../../server/src/dialects/esms/index.ts'
import { megasms } from '../../server/src/dialects/megasms/index.ts'
import { msgine } from '../../server/src/dialects/msgine/index.ts'
import { native } from '../../server/src/dialects/native/index.ts'
import { smsbox } from '../../server/src/dialects/smsbox/index.ts'
import { wasambazie } from '../../server/src/dialects/wasambazie/index.ts'
import { createApp } from '../../server/src/http/app.ts'
import type { Schema } from '../hostile/schema.ts'

export type Family = Dialect['name'] | 'operator'

export type Route = {
  family: Family
  method: string
  /** With its prefix; variable parts as `:name`. */
  url: string
  /** The permission that a credential needs; null where any will do; undefined where the route judges by itself. */
  permission: string | null | undefined
  body: Schema | null
  query: Schema | null
}

/** Stands for what routes are given, and for anything in it. */
const anything: never = new Proxy(() => {}, {
  get: (_target, name) =>
    name === Symbol.iterator ? [][Symbol.iterator].bind([]) : name === 'then' ? undefined : anything,
  apply: () => anything,
}) as never

/** Those that everybody may call are left out, and HEAD, which is answered as GET is. */
export async function routeTable(): Promise<Route[]> {
  const dialects = [megasms, msgine(anything), esms, wasambazie, smsbox(anything), native(anything)]
  const app = createApp({
    platform: anything,
    dialects,
    hosts: new Map(),
    trustedProxies: [],
    log: pino({ level: 'silent' }),
    isUnavailable: () => false,
    ready: async () => true,
    metrics: async () => '',
  })
  const routes: Route[] = []
  app.addHook('onRoute', (route) => {
    const dialect = dialects.find(({ prefix }) => route.url.startsWith(`${prefix}/`))
    if (!dialect || route.config?.open) return
    for (const method of [route.method].flat()) if (method !== 'HEAD') routes.push(routeOf(dialect.name, method, route))
  })
  await app.ready()
  await app.close()
  return routes
}

function routeOf(name: Dialect['name'], method: string, { url, config, schema = {} }: RouteOptions): Route {
  const { body, querystring } = schema as FastifySchema & Record<'body' | 'querystring', Schema | undefined>
  return {
    family: url.startsWith('/v1/operator/') ? 'operator' : name,
    method,
    url,
    permission: config?.permission,
    body: jsonOf(body) ?? null,
    query: querystring ?? null,
  }
}

/** Of a body in several forms, the JSON one. */
function jsonOf(body: (Schema & { content?: Record<string, { schema: Schema }> }) | undefined): Schema | undefined {
  return body?.content?.['application/json']?.schema ?? body
}
