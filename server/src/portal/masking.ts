// Numbers in the answers to people who only look (core/masking.ts): whatever call it is, no field that holds a subscriber's
// number leaves with all of it.
import type { FastifyRequest } from 'fastify'
import { maskedMsisdn, numbersAreMasked } from '../core/masking.ts'

const FIELDS = new Set(['to', 'from', 'number', 'msisdn', 'phone'])
const NUMBER = /^(\+?)(\d{7,15})$/

/** A hook before an answer is written. Files are no values: their routes ask `numbersAreMasked` themselves. */
export async function maskNumbers(request: FastifyRequest, _reply: unknown, answer: unknown): Promise<unknown> {
  return request.caller && numbersAreMasked(request.caller) ? masked(answer) : answer
}

export function masked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(masked)
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, FIELDS.has(name) ? hidden(inner) : masked(inner)]),
  )
}

function hidden(value: unknown): unknown {
  if (typeof value !== 'string') return masked(value)
  const [, plus, msisdn] = NUMBER.exec(value) ?? []
  return msisdn === undefined ? value : `${plus}${maskedMsisdn(msisdn)}`
}
