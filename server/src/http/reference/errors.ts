// The errors of a page: those that every call can answer with are told once, a call's own with the call.
import { type Call, examplesOf, type OpenApi } from './document.ts'
import { json } from './examples.ts'
import { type Html, html, prose } from './html.ts'

type ErrorAnswer = { status: string; name: string; description: string; value: unknown }

export function errorsOf(document: OpenApi, { operation }: Call): ErrorAnswer[] {
  return Object.entries(operation.responses)
    .filter(([status]) => !status.startsWith('2'))
    .flatMap(([status, { description, content }]) =>
      examplesOf(document, content).map(({ name, value }) => ({ status, name, description, value })),
    )
}

const keyOf = ({ status, value }: ErrorAnswer): string => `${status} ${JSON.stringify(value)}`

/** The errors that all of these calls have in common. */
export function commonErrors(document: OpenApi, calls: readonly Call[]): ErrorAnswer[] {
  const [first = [], ...others] = calls.map((call) => errorsOf(document, call))
  const sets = others.map((errors) => new Set(errors.map(keyOf)))
  return first.filter((error) => sets.every((set) => set.has(keyOf(error))))
}

export function ownErrors(document: OpenApi, call: Call, common: readonly ErrorAnswer[]): ErrorAnswer[] {
  const known = new Set(common.map(keyOf))
  return errorsOf(document, call).filter((error) => !known.has(keyOf(error)))
}

/** One line an error, its body behind it. Errors without words of their own are named by what the document says of them. */
export function errorList(errors: readonly ErrorAnswer[]): Html {
  return html`<div class="errors">${errors.map(
    ({ status, name, description, value }) =>
      html`<details><summary><span class="status">${status}</span>${name === 'example' ? prose(description) : html`<code>${name}</code>`}</summary><pre tabindex="0"><code>${json(value)}</code></pre></details>`,
  )}</div>`
}
