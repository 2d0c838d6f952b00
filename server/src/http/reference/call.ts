// One call on a page: what it takes and answers in words, and beside them what it looks like.
import { codeBlock, json } from './code-block.ts'
import { type Call, examplesOf, type OpenApi, type Operation } from './document.ts'
import { type CommonErrors, errorList, ownErrors } from './errors.ts'
import { bodyFields, parameterFields } from './fields.ts'
import { type Html, html, prose } from './html.ts'
import { samples } from './samples/shown.ts'

export function callSection(document: OpenApi, name: string, call: Call, common: CommonErrors): Html {
  const { id, method, path, operation } = call
  const permission = operation['x-permission']
  const own = ownErrors(document, call, common)
  return html`<section id="${id}" aria-labelledby="${id}-title">
    <div class="words">
      <h2 id="${id}-title"><a href="#${id}">${operation.summary}</a></h2>
      <p class="path"><span class="method ${method.toLowerCase()}">${method}</span> <code>${path}</code></p>
      ${operation.description && html`<p>${prose(operation.description)}</p>`}
      ${permission && html`<p class="small">Permission <code>${permission}</code></p>`}
      ${parameters(operation)}
      ${body(document, operation)}
      ${answers(document, operation)}
      <div class="further">${own.length > 0 && html`<h3>Errors of this call</h3>${errorList(own)}<p class="small">And <a href="#errors">those of every call</a>.</p>`}
      ${callbacks(document, operation)}</div>
    </div>
    <div class="shown">
      ${samples(document, name, call)}
      ${shownAnswers(document, operation)}
    </div>
  </section>`
}

const PLACES = { path: 'In the path', query: 'In the query', header: 'Headers' }

function parameters(operation: Operation): (Html | null)[] {
  return Object.entries(PLACES).map(([place, title]) => {
    const found = parameterFields((operation.parameters ?? []).filter((parameter) => parameter.in === place))
    return found && html`<h3>${title}</h3>${found}`
  })
}

function body(document: OpenApi, operation: Operation): Html | null {
  const media = operation.requestBody && Object.values(operation.requestBody.content)[0]
  const fields = media && bodyFields(document, media.schema)
  return fields ? html`<h3>Body</h3>${fields}` : null
}

function answers(document: OpenApi, { responses }: Operation): Html[] {
  return Object.entries(responses)
    .filter(([status]) => status.startsWith('2'))
    .map(([status, { description, content }]) => {
      const media = content && Object.values(content)[0]
      const fields = media && bodyFields(document, media.schema)
      return html`<h3>Answer <span class="status ok">${status}</span></h3><p>${prose(description)}</p>
        ${fields && html`<details><summary>Fields</summary>${fields}</details>`}`
    })
}

function shownAnswers(document: OpenApi, { responses }: Operation): Html[] {
  return Object.entries(responses)
    .filter(([status]) => status.startsWith('2'))
    .flatMap(([status, { content }]) =>
      examplesOf(document, content)
        .slice(0, 1)
        .map(({ value }) => codeBlock(`Answer ${status}`, json(value))),
    )
}

function callbacks(document: OpenApi, operation: Operation): Html[] {
  return Object.entries(operation.callbacks ?? {}).flatMap(([event, urls]) =>
    Object.values(urls).flatMap((methods) =>
      Object.entries(methods).map(([method, { requestBody }]) => {
        const example = examplesOf(document, requestBody.content)[0]
        const media = Object.values(requestBody.content)[0]
        return html`<h3>What you are sent: ${prose(event)}</h3>
          <p><span class="method ${method}">${method.toUpperCase()}</span> ${prose(requestBody.description)}</p>
          ${example && codeBlock('Body', json(example.value))}
          ${media && html`<details><summary>Fields</summary>${bodyFields(document, media.schema)}</details>`}`
      }),
    ),
  )
}
