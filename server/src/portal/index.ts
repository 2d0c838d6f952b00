// The portal: its pages at `/`, and under /portal/api what they call. Only a session's cookie counts there, and nowhere
// else does one (S12).
import { join } from 'node:path'
import cookie from '@fastify/cookie'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { allowWith, type OperatorContext, operatorRoutes } from '../dialects/native/operator/index.ts'
import { nativeRoutes } from '../dialects/native/routes.ts'
import { edge } from '../http/edge.ts'
import type { Guesses } from '../http/guesses.ts'
import type { RateLimiter } from '../http/rate-limit.ts'
import type { Logger } from '../log.ts'
import type { Platform } from '../pipeline/platform.ts'
import { accountOfAddress } from './addressed-account.ts'
import { type Accounts, admitMember, admitPerson } from './admission.ts'
import { type Brand, brandFiles, brandOf } from './branding.ts'
import { errors } from './errors.ts'
import { eventsRoute } from './events.ts'
import { protect } from './headers.ts'
import { impersonationRoutes } from './impersonation.ts'
import { invitationRoutes } from './invitation.ts'
import { maskNumbers } from './masking.ts'
import { builtPages } from './pages.ts'
import { passwordRoutes } from './passwords.ts'
import { profileRoutes } from './profile.ts'
import { secondFactorRoutes } from './second-factor.ts'
import { signInRoutes } from './sign-in.ts'
import { signUpRoutes } from './sign-up.ts'
import { staffBySession } from './staff.ts'
import { trafficRoute } from './traffic.ts'
import { passwordTurns } from './turns.ts'
import { whoBy } from './who.ts'

type PortalOptions = {
  platform: Platform
  /** What the operator's calls are given. */
  operator: OperatorContext
  accounts: Accounts
  log: Logger
  isUnavailable(error: unknown): boolean
  /** What `vite build` made. */
  folder?: string
}

export type Portal = {
  /** Within a scope of its own, without a prefix. */
  routes(app: FastifyInstance, limits: { rates: RateLimiter; guesses: Guesses }): Promise<void>
  /** For a path that nobody has: true when a page says so. */
  notFound(request: FastifyRequest, reply: FastifyReply): boolean
  /** What it stands under, for the other pages of the installation. */
  brand(): Promise<Brand>
}

const DIST = join(import.meta.dirname, '../../../portal/dist')

export function portal({ platform, operator, accounts, log, isUnavailable, folder = DIST }: PortalOptions): Portal {
  const { setup } = operator
  const pages = builtPages(folder, () => brandOf(setup))
  if (!pages) log.warn('the portal is not built, so it has no pages: npm run build --workspace portal')
  return {
    async routes(app, { rates, guesses }) {
      app.addHook('onRequest', async (request, reply) => protect(request, reply))
      await pages?.serve(app)
      brandFiles(app, setup)
      await app.register(cookie)
      await app.register(
        async (scope) => {
          scope.decorateRequest('session', null as never)
          scope.addHook('onRequest', accountOfAddress)
          scope.addHook('preSerialization', maskNumbers)
          const person = admitPerson(setup, rates)
          const admit = admitMember({ setup, accounts, rates })
          const staff = staffBySession(person, setup.clock)
          const turns = passwordTurns()
          edge(scope, { errors, admit, log, isUnavailable }, () => {
            const who = whoBy({ setup, guesses, turns })
            signInRoutes(scope, { setup, who, person })
            signUpRoutes(scope, { setup, rates, turns })
            passwordRoutes(scope, { setup, rates, turns, who, log, person })
            profileRoutes(scope, { setup, who, person })
            secondFactorRoutes(scope, { setup, person })
            invitationRoutes(scope, { setup, turns, person })
            trafficRoute(scope, setup, platform)
            eventsRoute(scope, setup)
            scope.register(
              async (own) => {
                nativeRoutes(own, byPeople(platform), setup)
                operatorRoutes(own, operator, staff)
              },
              { prefix: '/v1' },
            )
            scope.register(async (own) => {
              own.decorateRequest('staff', null as never)
              impersonationRoutes(own, { setup, allow: allowWith(staff) })
            })
          })
        },
        { prefix: '/portal/api' },
      )
    },
    notFound(request, reply) {
      protect(request, reply)
      return pages?.notFound(request, reply) ?? false
    },
    brand: () => brandOf(setup),
  }
}

/** What a person sends is of no credential. */
function byPeople(platform: Platform): Platform {
  return { ...platform, send: (order) => platform.send({ ...order, caller: { ...order.caller, credential: null } }) }
}
