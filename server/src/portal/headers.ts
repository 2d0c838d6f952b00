// What every answer of the portal tells the browser to refuse (S13).
import type { FastifyReply, FastifyRequest } from 'fastify'
import { isHttps } from './cookie.ts'

const ALWAYS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}
const NOTHING = "default-src 'none'; frame-ancestors 'none'"

export function protect(request: FastifyRequest, reply: FastifyReply): void {
  reply.headers(ALWAYS).header('content-security-policy', NOTHING)
  if (isHttps(request)) reply.header('strict-transport-security', 'max-age=31536000')
}

/** For a page: our own files, and the style sheets that its own script makes, which carry the nonce. */
export function pagePolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}
