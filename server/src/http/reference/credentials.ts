// What proves a caller in a document: which secrets there are, and by what name a sample, a shell and Postman know each.
import type { OpenApi, Operation, SecurityScheme } from './document.ts'

/** One text that its owner keeps to themselves. */
export type Secret = {
  /** As Postman's variable: `api_token`. */
  variable: string
  /** As a shell's: `MEGASMS_API_TOKEN`. */
  environment: string
  /** What stands for it: `ms_live_your_api_token`. */
  placeholder: string
}

export type Credential =
  | { kind: 'bearer'; token: Secret }
  | { kind: 'basic'; user: Secret; password: Secret }
  | { kind: 'header'; header: string; value: Secret }

/** What a call is made with: the first way of those that its document gives. */
export function credentialsOf(document: OpenApi, name: string, { security }: Operation): Credential[] {
  return Object.keys(security?.[0] ?? {}).flatMap((scheme) => {
    const found = document.components.securitySchemes[scheme]
    return found ? [credential(found, name)] : []
  })
}

export function secretsOf(credentials: readonly Credential[]): Secret[] {
  return credentials.flatMap((each) => {
    if (each.kind === 'bearer') return [each.token]
    return each.kind === 'basic' ? [each.user, each.password] : [each.value]
  })
}

function credential({ type, scheme, name: header = '', description }: SecurityScheme, name: string): Credential {
  const [first = '', second = ''] = beginnings(description)
  const owner = name in BEARERS ? 'njiwa' : name
  const secret = (variable: string, beginning: string): Secret => ({
    variable,
    environment: `${owner}_${variable}`.toUpperCase(),
    placeholder: `${beginning}your_${variable}`,
  })
  if (type === 'apiKey') {
    const variable = header.replace(/^x-/i, '').toLowerCase().replaceAll('-', '_')
    return { kind: 'header', header, value: secret(variable, first) }
  }
  if (scheme !== 'basic') return { kind: 'bearer', token: secret(BEARERS[name] ?? 'api_token', first) }
  return { kind: 'basic', user: secret('api_key', first), password: secret('api_secret', second) }
}

// Of ours the command line reads the same variables: NJIWA_TOKEN, NJIWA_OPERATOR_TOKEN.
const BEARERS: Record<string, string> = { native: 'token', operator: 'operator_token' }

/** What our secrets begin with, as the scheme says it: `ms_live_…`. */
function beginnings(description: string): string[] {
  return [...description.matchAll(/`([a-z]+_(?:[a-z]+_)?)…?`/g)].map((match) => match[1] as string)
}
