// A call as a line for a shell.
import type { Credential } from '../credentials.ts'
import { VARIABLE } from '../ids.ts'
import type { Sample } from './sample.ts'

export function curl({ method, url, variables, credentials, body }: Sample): string {
  const examples = new Map(variables.map(({ name, example }) => [name, example]))
  const filled = url.replaceAll(VARIABLE, (_, name) => encodeURIComponent(examples.get(name) ?? ''))
  const lines = [method === 'GET' ? `curl ${quoted(filled)}` : `curl -X ${method} ${quoted(filled)}`]
  lines.push(...credentials.map(option))
  if (body) {
    lines.push(`-H ${quoted(`Content-Type: ${body.type}`)}`)
    lines.push(`-d ${quoted(JSON.stringify(body.value, null, 2))}`)
  }
  return lines.join(' \\\n  ')
}

function option(credential: Credential): string {
  if (credential.kind === 'bearer') return `-H ${quoted(`Authorization: Bearer ${credential.token.placeholder}`)}`
  if (credential.kind === 'header') return `-H ${quoted(`${credential.header}: ${credential.value.placeholder}`)}`
  return `-u ${quoted(`${credential.user.placeholder}:${credential.password.placeholder}`)}`
}

/** One word of a shell. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
