// A call with everything filled in that its document knows, before a language words it.
import { type Credential, credentialsOf } from '../credentials.ts'
import { type Call, exampleOf, examplesOf, type OpenApi, type Parameter } from '../document.ts'
import { idName } from '../ids.ts'
import { ORIGIN, RECENTLY } from '../served.ts'

export type Sample = {
  method: string
  /** The whole address, in it `{name}` for each variable. */
  url: string
  /** Ids that the reader has from another answer, each with what one looks like. */
  variables: readonly { name: string; example: string }[]
  credentials: readonly Credential[]
  body: { type: string; value: unknown } | null
  /** False where the answer has no body. */
  answers: boolean
}

/** `name` is the document's: secrets are called after it. */
export function sampleOf(document: OpenApi, name: string, { method, path, operation }: Call): Sample {
  const parameters = operation.parameters ?? []
  const variables: { name: string; example: string }[] = []
  const variable = (parameter: Parameter, as: string): string => {
    const example = parameter.example ?? parameter.schema.examples?.[0] ?? as.toUpperCase()
    variables.push({ name: as, example: String(example) })
    return `{${as}}`
  }
  const filled = parameters
    .filter((parameter) => parameter.in === 'path')
    .reduce((url, each) => url.replace(`{${each.name}}`, variable(each, idName(path, each.name))), path)
  const query = parameters.filter(isShown).map((each) => {
    const value = each.name.endsWith('_id') ? variable(each, each.name) : parameterExample(document, each)
    return `${each.name}=${each.name.endsWith('_id') ? value : encodeURIComponent(String(value))}`
  })
  return {
    method,
    url: `${ORIGIN}${filled}${query.length > 0 ? `?${query.join('&')}` : ''}`,
    variables,
    credentials: credentialsOf(document, name, operation),
    body: bodyOf(document, operation.requestBody?.content),
    answers: Object.entries(operation.responses).some(([status, { content }]) => status.startsWith('2') && content),
  }
}

/** Those that must be there, and those whose example suits everybody, which that of a time or of a UUID does not. */
export function isShown({ in: place, required, example, schema }: Parameter): boolean {
  return place === 'query' && (required === true || (example !== undefined && schema.format === undefined))
}

export function parameterExample(document: OpenApi, { in: place, example, schema }: Parameter): unknown {
  if (place === 'query' && schema.format === 'date-time') return RECENTLY
  return example ?? exampleOf(document, schema)
}

function bodyOf(document: OpenApi, content: Parameters<typeof examplesOf>[1]): Sample['body'] {
  const value = examplesOf(document, content)[0]?.value
  const type = content && Object.keys(content)[0]
  return type === undefined || value === undefined ? null : { type, value }
}
