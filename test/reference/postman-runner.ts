// test/reference/postman-runner.ts: as much of Postman as our collections need: variables, the collection's auth, and the
// scripts that keep an answer's ids.
import { runInNewContext } from 'node:vm'
import type { Collection, Folder, Item } from '../../server/src/http/reference/postman.ts'

export type Answered = { name: string; method: string; path: string; status: number; body: string }

export function itemsOf({ item }: Pick<Collection, 'item'>): Item[] {
  return item.flatMap((each: Folder | Item) => ('request' in each ? [each] : each.item))
}

/** `variables` are the reader's; what scripts set is kept in them. */
export async function send(collection: Collection, item: Item, variables: Map<string, string>): Promise<Answered> {
  const filled = (text: string): string =>
    text.replaceAll(/\{\{(\w+)\}\}/g, (whole, name) => variables.get(name) ?? whole)
  const { method, header, url, body } = item.request
  const headers = new Headers(header.map(({ key, value }) => [key, filled(value)] as [string, string]))
  const proof = authorization(collection, filled)
  if (proof !== null) headers.set('authorization', proof)
  const address = filled(url.raw)
  const response = await fetch(address, { method, headers, ...(body && { body: filled(body.raw) }) })
  const text = await response.text()
  const pm = {
    response: { code: response.status, json: () => JSON.parse(text) },
    collectionVariables: { set: (name: string, value: string) => void variables.set(name, String(value)) },
  }
  for (const { script } of item.event ?? []) runInNewContext(script.exec.join('\n'), { pm })
  return { name: item.name, method, path: new URL(address).pathname, status: response.status, body: text }
}

type Pair = { key: string; value: string }
type Auth = { type: string; bearer?: Pair[]; basic?: Pair[] }

function authorization({ auth }: Collection, filled: (text: string) => string): string | null {
  const { bearer, basic } = (auth ?? {}) as Auth
  const of = (pairs: Pair[], wanted: string): string => filled(pairs.find(({ key }) => key === wanted)?.value ?? '')
  if (bearer) return `Bearer ${of(bearer, 'token')}`
  return basic ? `Basic ${btoa(`${of(basic, 'username')}:${of(basic, 'password')}`)}` : null
}
