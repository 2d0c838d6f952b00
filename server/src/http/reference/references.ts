// What there is to read: a page for each dialect, and two for our own API, whose customers and staff are different readers.
import type { OpenApi } from './document.ts'

const OPERATOR = /^\/operator\//

/** The pages that a dialect's document makes, by name. */
export function referencesOf(name: string, document: OpenApi): [string, OpenApi][] {
  if (name !== 'native') return [[name, document]]
  const { title } = document.info
  const staff = part(document, (path) => OPERATOR.test(path))
  return [
    [name, part(document, (path) => !OPERATOR.test(path))],
    ['operator', { ...staff, info: { ...staff.info, title: `${title}: operator`, description: FOR_STAFF } }],
  ]
}

const FOR_STAFF =
  'Run an installation: accounts, sender IDs, prices, routes, carriers and the books. It is the same API under ' +
  '`/v1/operator`, for tokens of staff; every change is in the audit log.'

/** The document of these paths alone, with the credentials that they take. */
function part(document: OpenApi, has: (path: string) => boolean): OpenApi {
  const paths = Object.fromEntries(
    Object.entries(document.paths)
      .filter(([path]) => has(path))
      .map(([path, methods]) => [path, untagged(methods)]),
  )
  const operations = Object.values(paths).flatMap((methods) => Object.values(methods))
  const taken = new Set(operations.flatMap(({ security = [] }) => security.flatMap(Object.keys)))
  const schemes = Object.entries(document.components.securitySchemes).filter(([scheme]) => taken.has(scheme))
  return {
    ...document,
    paths,
    components: { ...document.components, securitySchemes: Object.fromEntries(schemes) },
  }
}

/** Beside each other the operator's groups need not say whose they are. */
function untagged(methods: OpenApi['paths'][string]): OpenApi['paths'][string] {
  const shown = (tag: string): string => tag.replace(/^Operator: (.)/, (_, first: string) => first.toUpperCase())
  return Object.fromEntries(
    Object.entries(methods).map(([method, { tags = [], ...operation }]) => [
      method,
      { ...operation, tags: tags.map(shown) },
    ]),
  )
}
