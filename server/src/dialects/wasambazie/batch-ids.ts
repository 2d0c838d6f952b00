// Ids of batches: a request's own id in lower-case letters and digits. Nothing is stored for them.
import { isId } from '../../ids.ts'

const RADIX = 36
const CHARS = 25 // 36^25 > 2^128
const HEX_DIGITS = 32

export function batchIdOf(requestId: string): string {
  return BigInt(`0x${requestId.replaceAll('-', '')}`)
    .toString(RADIX)
    .padStart(CHARS, '0')
}

/** The request's id; null for what we never gave out. */
export function requestIdOf(batchId: string): string | null {
  if (batchId.length !== CHARS || !/^[0-9a-z]+$/.test(batchId)) return null
  let value = 0n
  for (const character of batchId) value = value * BigInt(RADIX) + BigInt(Number.parseInt(character, RADIX))
  const hex = value.toString(16).padStart(HEX_DIGITS, '0')
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
  return isId(id) ? id : null // a larger value has more digits than an id
}
