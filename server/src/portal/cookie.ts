// The cookie that a session lives in. Browsers hold `__Host-` to https, the whole host and no domain (RFC 6265bis §4.1.3.2);
// on plain http only this very machine is spoken to, and there is no such cookie.
import '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'

const ATTRIBUTES = { path: '/', httpOnly: true, sameSite: 'lax' } as const

export function sessionToken(request: FastifyRequest): string | undefined {
  return request.cookies[nameOf(request)]
}

/** It ends with the browser: how long the session holds is the server's to know. */
export function giveCookie(request: FastifyRequest, reply: FastifyReply, token: string): void {
  reply.setCookie(nameOf(request), token, { ...ATTRIBUTES, secure: isHttps(request) })
}

export function takeCookie(request: FastifyRequest, reply: FastifyReply): void {
  reply.clearCookie(nameOf(request), { ...ATTRIBUTES, secure: isHttps(request) })
}

/** Whether a password may be sent this way: encrypted, or without leaving the machine. */
export function isPrivateWay(request: FastifyRequest): boolean {
  return isHttps(request) || LOOPBACK.test(request.hostname)
}

export function isHttps(request: FastifyRequest): boolean {
  return request.protocol === 'https'
}

const LOOPBACK = /^(?:localhost|[a-z0-9-]{1,63}\.localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/i

const nameOf = (request: FastifyRequest): string => (isHttps(request) ? '__Host-njiwa' : 'njiwa')
