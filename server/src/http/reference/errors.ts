// The errors of a page: those that every call can answer with are told once, a call's own with the call.

import { json } from './code-block.ts'
import { type Call, examplesOf, type OpenApi } from './document.ts'
import { type Html, html, prose } from './html.ts'

type ErrorAnswer = { status: string; name: string; description: string; value: unknown }

function errorsOf(document: OpenApi, { operation }: Call): ErrorAnswer[] {
  return Object.entries(operation.responses)
    .filter(([status]) => !status.startsWith('2'))
    .flatMap(([status, { description, content }]) =>
      examplesOf(document, content).map(({ name, value }) => ({ status, name, description, value })),
    )
}

const keyOf = ({ status, value }: ErrorAnswer): string => `${status} ${JSON.stringify(value)}`

/** What all calls can answer with, and what all that take a body can on top of it. */
export type CommonErrors = { every: ErrorAnswer[]; withBody: ErrorAnswer[] }

export function commonErrors(document: OpenApi, calls: readonly Call[]): CommonErrors {
  const every = shared(document, calls)
  const withBody = calls.filter(({ operation }) => operation.requestBody)
  return { every, withBody: withBody.length === 0 ? [] : without(shared(document, withBody), every) }
}

function shared(document: OpenApi, calls: readonly Call[]): ErrorAnswer[] {
  const [first = [], ...others] = calls.map((call) => errorsOf(document, call))
  const sets = others.map((errors) => new Set(errors.map(keyOf)))
  return first.filter((error) => sets.every((set) => set.has(keyOf(error))))
}

export function ownErrors(document: OpenApi, call: Call, { every, withBody }: CommonErrors): ErrorAnswer[] {
  return without(errorsOf(document, call), [...every, ...withBody])
}

function without(errors: readonly ErrorAnswer[], known: readonly ErrorAnswer[]): ErrorAnswer[] {
  const keys = new Set(known.map(keyOf))
  return errors.filter((error) => !keys.has(keyOf(error)))
}

/** One line an error, its body behind it. Errors without words of their own are named by what the document says of them. */
export function errorList(errors: readonly ErrorAnswer[]): Html {
  return html`<div class="errors">${errors.map(
    ({ status, name, description, value }) =>
      html`<details><summary><span class="status">${status}</span>${name === 'example' ? prose(description) : html`<code>${name}</code>`}</summary><pre tabindex="0"><code>${json(value)}</code></pre></details>`,
  )}</div>`
}
