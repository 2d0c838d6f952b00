// Whether a call comes from our own pages. A browser says where a call comes from, and a page of somebody else's cannot
// make it say otherwise; whoever changes something shows the session's token too.
import { createHmac } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { refuse } from '../core/errors.ts'
import { sameDigest } from '../secrets.ts'
import { isPrivateWay } from './cookie.ts'

const READS = new Set(['GET', 'HEAD'])

type Call = Pick<FastifyRequest, 'method' | 'headers' | 'protocol' | 'host'>

/** Refuses what another site's page has a browser do. */
function refuseOtherOrigin({ method, headers, protocol, host }: Call): void {
  const { origin } = headers
  const site = headers['sec-fetch-site']
  const fine =
    (origin === undefined || origin === `${protocol}://${host}`) &&
    (site === undefined || site === 'same-origin' || (site === 'none' && READS.has(method))) &&
    (READS.has(method) || origin !== undefined || site !== undefined) // browsers say one of them
  if (!fine) refuse({ code: 'permission_missing', obstacle: 'other_site', message: FOREIGN })
}

const FOREIGN =
  'This call does not come from a page of this portal, so nothing was done. Open the portal at its own address; behind a proxy, ' +
  'the operator sets NJIWA_TRUSTED_PROXIES.'

/** Who may call before they have signed in: our own page, and where nobody between can read a password. */
export async function fromOurPage(request: FastifyRequest): Promise<void> {
  refuseOtherOrigin(request)
  if (isPrivateWay(request)) return
  const message = 'This address is not encrypted, so a password could be read on its way. Open the portal by https.'
  refuse({ code: 'permission_missing', obstacle: 'not_encrypted', message })
}

/** What the pages of a session show with each change; only they can have read it. */
export function forgeryToken(sessionToken: string): string {
  return createHmac('sha256', sessionToken).update('portal forgery token').digest('base64url')
}

export function refuseForgery(call: Call, sessionToken: string): void {
  refuseOtherOrigin(call)
  if (READS.has(call.method)) return
  const shown = call.headers['x-csrf-token']
  const right = typeof shown === 'string' && sameDigest(Buffer.from(shown), Buffer.from(forgeryToken(sessionToken)))
  if (!right)
    refuse({
      code: 'permission_missing',
      obstacle: 'page_outdated',
      message: 'This page is out of date. Reload it and try again.',
    })
}
