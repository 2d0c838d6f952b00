// Why a webhook got no whole answer, in one word that its owner reads and that never changes: errors of sockets, DNS, TLS
// and the HTTP client as a table.
import type { UrlFault } from './address-guard.ts'

export type PostFailure =
  | UrlFault
  | 'address_refused'
  | 'dns'
  | 'connect_refused'
  | 'connect_timeout'
  | 'unreachable'
  | 'tls'
  | 'timeout'
  | 'reset'
  | 'answer_malformed'
  | 'request_malformed'
  | 'closed' // this server is stopping
  | 'failed'

export function failureOf(error: unknown): PostFailure {
  const code = String((error as { code?: unknown } | null)?.code ?? '')
  const known = FAILURES[code]
  if (known !== undefined) {
    return known
  }
  if (TLS.test(code)) {
    return 'tls'
  }
  // By name: undici gives this one no code.
  return error instanceof Error && error.name === 'HTTPParserError' ? 'answer_malformed' : 'failed'
}

const FAILURES: { readonly [code: string]: PostFailure | undefined } = {
  ADDRESS_REFUSED: 'address_refused',
  DEADLINE: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'connect_timeout',
  ETIMEDOUT: 'connect_timeout',
  ECONNREFUSED: 'connect_refused',
  ENETUNREACH: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  EACCES: 'unreachable',
  ECONNRESET: 'reset',
  ECONNABORTED: 'reset',
  EPIPE: 'reset',
  UND_ERR_SOCKET: 'reset',
  EPROTO: 'tls',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'tls',
  SELF_SIGNED_CERT_IN_CHAIN: 'tls',
  UNABLE_TO_GET_ISSUER_CERT: 'tls',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'tls',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'tls',
  HOSTNAME_MISMATCH: 'tls',
  INVALID_CA: 'tls',
  UND_ERR_HEADERS_OVERFLOW: 'answer_malformed',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'answer_malformed',
  UND_ERR_INVALID_ARG: 'request_malformed',
  UND_ERR_REQ_CONTENT_LENGTH_MISMATCH: 'request_malformed',
  UND_ERR_CLOSED: 'closed',
  UND_ERR_DESTROYED: 'closed',
  // getaddrinfo and c-ares
  ENOTFOUND: 'dns',
  ENODATA: 'dns',
  EAI_AGAIN: 'dns',
  EAI_FAIL: 'dns',
  EAI_NODATA: 'dns',
  EAI_NONAME: 'dns',
  ESERVFAIL: 'dns',
  EFORMERR: 'dns',
  ENOTIMP: 'dns',
  EREFUSED: 'dns',
  EBADQUERY: 'dns',
  EBADNAME: 'dns',
  EBADRESP: 'dns',
  ETIMEOUT: 'dns',
  ECANCELLED: 'dns',
}
const TLS = /^(?:ERR_TLS_|ERR_SSL_|CERT_|CRL_)/
