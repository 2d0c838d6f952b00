// Addresses that accounts want to be told at: judged when they are given, and worded for people when they are refused.
import { invalid } from './fields.ts'
import type { Setup } from './setup.ts'

/** As it will be called. */
export function judgedUrl(setup: Pick<Setup, 'judgeUrl'>, text: string, field: string): string {
  const judged = setup.judgeUrl(text)
  return judged.ok ? judged.value.href : invalid(field, WHY[judged.error.code] ?? 'this address cannot be called')
}

const WHY: Record<string, string> = {
  url_too_long: 'the address is too long',
  url_malformed: 'this is not an address of the web',
  url_scheme_refused: 'the address has to begin with https://',
  url_userinfo_refused: 'an address with a user name or password in it is not called',
  url_port_refused: 'only the ports 80 and 443 are called',
  url_host_refused: 'only public addresses are called',
}
