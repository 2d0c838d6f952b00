// Ids of MsGine: a request's own id, written as `msg_…` and as `SM…`. Nothing is stored for them.
import { isId } from '../../ids.ts'

/** `msg_` and the 32 hexadecimal digits of the request's id. */
export function messageId(requestId: string): string {
  return `msg_${requestId.replaceAll('-', '')}`
}

/** `SM` and the same digits, as long as a carrier's SIDs are elsewhere. */
export function messageSid(requestId: string): string {
  return `SM${requestId.replaceAll('-', '')}`
}

const WRITTEN = /^msg_([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/

/** The request's id; null for what we never gave out. */
export function requestIdOf(written: string): string | null {
  const id = WRITTEN.exec(written)?.slice(1).join('-')
  return id !== undefined && isId(id) ? id : null
}
