// Ids that one call answers and another asks for: the name each goes by, and where in an answer it stands.
import { type Call, type Content, type OpenApi, resolved, type Schema } from './document.ts'

/** Names in a URL's template: `{request_id}`. */
export const VARIABLE = /\{(\w+)\}/g

/**
 * The name of an id that stands in a path: its own, or that of what it is the id of.
 * `/v1/webhooks/{id}/attempts` → `webhook_id`, `/…/update_sms_template/{id}` → `template_id`.
 */
export function idName(path: string, parameter: string): string {
  if (parameter !== 'id') return parameter
  const before = path.slice(0, path.indexOf('{id}')).split('/')
  const resource = before.filter((part) => part !== '' && !part.startsWith('{')).at(-1) ?? ''
  const one = resource.split('_').at(-1)?.replace(/s$/, '').replaceAll('-', '_')
  return one?.endsWith('_id') ? one : `${one}_id`
}

// The published APIs name the same id in as many ways; the expressions are of the answer, `body`.
const PUBLISHED: Record<string, Record<string, string>> = {
  'POST /megasms/api/v1/messages': { request_id: 'body.data.request_id' },
  'POST /msgine/api/v1/messages/sms': { message_id: 'body.id' },
  'POST /esms/api/messages/send': { message_id: 'body.id' },
  'POST /wasambazie/v1/sms/send': { batch_id: 'body.message_batch_id' },
  'POST /smsbox/api/sms/v1/send_sms': {
    message_id: "body.data.replace('message_id:', '')",
    request_id: "body.data.replace('message_id:', '')",
  },
  'POST /smsbox/api/sms/v1/create_sms_template': { template_id: 'body.data[0].id' },
}

/** What a call's answer says for the calls after it: names, each with where it stands, as JavaScript of `body`. */
export function idsIn(document: OpenApi, { method, path, operation }: Call): Record<string, string> {
  const published = PUBLISHED[`${method} ${path}`]
  if (published) return published
  const name = idName(`${path}/{id}`, 'id')
  const made = Object.entries(operation.responses).find(([status]) => status.startsWith('2'))?.[1].content
  const schema = resolved(document, schemaOf(made))
  const listed = resolved(document, schema.properties?.data?.items ?? {})
  if (method === 'POST' && schema.properties?.id && !path.endsWith('}')) return { [name]: 'body.id' }
  return method === 'GET' && listed.properties?.id ? { [name]: 'body.data[0]?.id' } : {}
}

function schemaOf(content: Content | undefined): Schema {
  return (content && Object.values(content)[0]?.schema) ?? {}
}
