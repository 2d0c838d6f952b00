// Which addresses a webhook may reach: public ones only, so that a customer's URL cannot make this server call its own
// network. Judged twice: the URL's text when it is given, and the resolved address at the moment of connecting.
import { type LookupAddress, lookup as systemLookup } from 'node:dns'
import { Resolver } from 'node:dns/promises'
import { isIP, type LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'
import type { Result } from '../core/result.ts'

export type UrlFault =
  | 'url_too_long'
  | 'url_malformed'
  | 'url_scheme_refused'
  | 'url_userinfo_refused'
  | 'url_port_refused'
  | 'url_host_refused'

/** `allowPrivate` is NJIWA_ALLOW_PRIVATE_CALLBACKS: development, where the receiver is on this machine and speaks HTTP. */
export type GuardOptions = { readonly allowPrivate: boolean }

/** The URL as it will be called, or why it will not be. Names are not resolved here. */
export function judgeUrl(text: string, { allowPrivate }: GuardOptions): Result<URL, { code: UrlFault }> {
  if (text.length > URL_LENGTH_MAX) {
    return refused('url_too_long')
  }
  // The URL parser drops TAB, CR, LF and outer blanks in silence: what was shown and what is called would differ.
  const url = BLANK_OR_CONTROL.test(text) ? null : URL.parse(text)
  if (url === null) {
    return refused('url_malformed')
  }
  if (url.protocol !== 'https:' && !(allowPrivate && url.protocol === 'http:')) {
    return refused('url_scheme_refused')
  }
  if (url.username !== '' || url.password !== '') {
    return refused('url_userinfo_refused')
  }
  if (!allowPrivate && !PORTS.has(url.port)) {
    return refused('url_port_refused')
  }
  if (!allowPrivate && !isPublicHost(url.hostname)) {
    return refused('url_host_refused')
  }
  return { ok: true, value: url }
}

const URL_LENGTH_MAX = 2048
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const BLANK_OR_CONTROL = /[\u0000-\u0020\u007f]/
const PORTS: ReadonlySet<string> = new Set(['', '80', '443'])
// Names that mean another machine, or none, depending on who asks (RFC 6761, RFC 6762, RFC 8375, ICANN's .internal).
const PRIVATE_NAME = /(?:^|\.)(?:localhost|localdomain|local|internal|home\.arpa)$/

function refused(code: UrlFault): { ok: false; error: { code: UrlFault } } {
  return { ok: false, error: { code } }
}

// As the URL parser leaves a host: lower case, IPv4 in four decimals however it was spelled, IPv6 in brackets.
function isPublicHost(hostname: string): boolean {
  const address = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname
  if (isIP(address) !== 0) {
    return isPublicAddress(address)
  }
  const name = hostname.endsWith('.') ? hostname.slice(0, -1) : hostname
  return name.includes('.') && !PRIVATE_NAME.test(name)
}

const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3') // all that IANA gives out; the rest is special or not yet meant

/**
 * True for an address of the public internet. ipaddr.js has IANA's two special-purpose registries as ranges; of IPv6
 * only global unicast is public at all, which leaves out every form with an IPv4 address inside.
 */
export function isPublicAddress(text: string): boolean {
  if (isIP(text) === 0) {
    return false
  }
  const address = ipaddr.parse(text)
  const assigned = address.kind() === 'ipv4' || (address as ipaddr.IPv6).match(GLOBAL_UNICAST)
  return assigned && address.range() === 'unicast'
}

export type Resolve = (hostname: string) => Promise<LookupAddress[]>

class AddressRefusedError extends Error {
  readonly code = 'ADDRESS_REFUSED'
}

/**
 * A lookup for the socket that connects. It connects to the very addresses that were judged, so an answer that changes
 * between check and use changes nothing. One private address among several refuses the name.
 */
export function guardedLookup({ allowPrivate }: GuardOptions, resolve?: Resolve): LookupFunction {
  if (allowPrivate && resolve === undefined) {
    return systemLookup // reads /etc/hosts, where development names are
  }
  const resolveName = resolve ?? resolverOverDns()
  return (hostname, options, callback) => {
    resolveName(hostname).then(
      (addresses) => {
        const [first] = addresses
        if (first === undefined) {
          callback(Object.assign(new Error('no address'), { code: 'ENOTFOUND' }), '')
        } else if (!allowPrivate && !addresses.every(({ address }) => isPublicAddress(address))) {
          callback(new AddressRefusedError('a private address'), '')
        } else if (options.all) {
          callback(null, addresses)
        } else {
          callback(null, first.address, first.family)
        }
      },
      (error) => callback(error, ''),
    )
  }
}

// Not getaddrinfo: it holds one of four threads for as long as a dead name server keeps silent, and appends search
// domains, by which a public name may become one of this network's.
function resolverOverDns(): Resolve {
  const resolver = new Resolver({ timeout: 1500, tries: 2 })
  return async (hostname) => {
    const [v4, v6] = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)])
    if (v4.status === 'rejected' && v6.status === 'rejected') {
      throw v4.reason
    }
    return [
      ...(v4.status === 'fulfilled' ? v4.value : []).map((address) => ({ address, family: 4 })),
      ...(v6.status === 'fulfilled' ? v6.value : []).map((address) => ({ address, family: 6 })),
    ]
  }
}
