// From where a credential may be used: the addresses and networks in its list; an empty list is everywhere.
import { BlockList } from 'node:net'
import ipaddr from 'ipaddr.js'
import type { Credential } from '../core/accounts.ts'

const compiled = new WeakMap<readonly string[], BlockList>()

export function mayCallFrom({ allowedIps }: Pick<Credential, 'allowedIps'>, address: string): boolean {
  if (allowedIps.length === 0) return true
  if (!ipaddr.isValid(address)) return false
  let list = compiled.get(allowedIps)
  if (list === undefined) {
    list = blockListOf(allowedIps)
    compiled.set(allowedIps, list)
  }
  const parsed = ipaddr.process(address)
  return list.check(parsed.toString(), parsed.kind())
}

/** An entry that is no address or network admits nobody. */
function blockListOf(entries: readonly string[]): BlockList {
  const list = new BlockList()
  for (const entry of entries) {
    if (ipaddr.isValidCIDR(entry)) {
      const [network, bits] = ipaddr.parseCIDR(entry)
      list.addSubnet(network.toString(), bits, network.kind())
    } else if (ipaddr.isValid(entry)) {
      const parsed = ipaddr.process(entry)
      list.addAddress(parsed.toString(), parsed.kind())
    }
  }
  return list
}
