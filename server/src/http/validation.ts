// Whether a part of a call has the form of its TypeBox schema. Bodies are taken as they are; what comes as text (query,
// path) is read as the type that the schema names.
import type { FastifySchemaCompiler } from 'fastify'
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import type { TLocalizedValidationError } from 'typebox/error'
import { Value } from 'typebox/value'
import { type Refusal, RefusedError } from '../core/errors.ts'

export const validatorCompiler: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const compiled = Compile(schema)
  return (value: unknown) => {
    const read = httpPart === 'body' ? value : Value.Convert(schema, value)
    if (compiled.Check(read)) return { value: read }
    // A path whose variable part cannot be an id is the id of nothing.
    const refusal: Refusal = httpPart === 'params' ? { code: 'not_found' } : refusalFrom(compiled.Errors(read))
    return { error: new RefusedError(refusal) }
  }
}

function refusalFrom(errors: TLocalizedValidationError[]): Refusal {
  const first = errors[0]
  if (first === undefined) return { code: 'field_invalid' }
  // Of a choice, each alternative has its complaint; what is wrong is that none fits.
  const choice = errors.find(
    ({ keyword, instancePath }) => keyword === 'anyOf' && first.instancePath.startsWith(instancePath),
  )
  if (choice !== undefined) {
    const words = errors.find(({ keyword, instancePath }) => keyword === 'enum' && instancePath === choice.instancePath)
    return invalid(choice.instancePath, words ? complaintOf(words) : 'has a wrong type or form')
  }
  if (first.keyword === 'required') {
    const missing = (first.params as { requiredProperties: string[] }).requiredProperties[0] as string
    return { code: 'field_missing', field: fieldAt(`${first.instancePath}/${missing}`) }
  }
  return invalid(first.instancePath, complaintOf(first))
}

/** In words that a caller knows: a pattern of ours is not one of them. */
function complaintOf({ keyword, params, message }: TLocalizedValidationError): string {
  switch (keyword) {
    case 'type':
      return `must be ${[params.type].flat().map(withArticle).join(' or ')}`
    case 'enum':
      return `must be one of ${params.allowedValues.join(', ')}`
    case 'pattern':
      return 'has a wrong form'
    case 'minLength':
      return params.limit === 1 ? 'must not be empty' : message
    default:
      return message
  }
}

const withArticle = (type: string): string =>
  type === 'null' ? type : /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`

function invalid(instancePath: string, complaint: string): Refusal {
  const field = fieldAt(instancePath)
  return field === ''
    ? { code: 'field_invalid', message: `The body ${complaint}.` }
    : { code: 'field_invalid', field, message: `"${field}" ${complaint}.` }
}

/** `/recipients/3/msisdn` is `recipients.3.msisdn`. */
function fieldAt(instancePath: string): string {
  return instancePath.slice(1).replaceAll('/', '.')
}
