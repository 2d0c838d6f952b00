// The reference page of one dialect, and the page that leads to all of them. Made from their OpenAPI documents alone.
import { type Call, callsByTag, examplesOf, type OpenApi, type Operation } from './document.ts'
import { type CommonErrors, commonErrors, errorList, ownErrors } from './errors.ts'
import { codeBlock, curl, json } from './examples.ts'
import { bodyFields, parameterFields } from './fields.ts'
import { type Html, html, prose } from './html.ts'

export type Documents = ReadonlyMap<string, OpenApi>

export function dialectPage(documents: Documents, name: string, document: OpenApi): Html {
  const groups = [...callsByTag(document)]
  const common = commonErrors(
    document,
    groups.flatMap(([, calls]) => calls),
  )
  const { title, description } = document.info
  return shell(title, [
    html`<aside>
      ${brand()}
      <details class="menu" open><summary class="contents">Contents</summary><nav aria-label="Calls">
        ${groups.map(
          ([tag, calls]) =>
            html`<h2>${tag}</h2><ul>${calls.map(
              ({ id, method, operation }) =>
                html`<li><a href="#${id}"><span class="method ${method.toLowerCase()}">${method}</span> <span>${operation.summary}</span></a></li>`,
            )}</ul>`,
        )}
        <h2>More</h2>
        <ul><li><a href="#errors">Errors of every call</a></li>${[...documents].filter(([other]) => other !== name).map(([other, { info }]) => html`<li><a href="/docs/${other}">${info.title}</a></li>`)}</ul>
      </nav></details>
    </aside>`,
    html`<main>
      <header>
        <h1>${title}</h1>
        <p class="lead">${prose(description)}</p>
        ${credentials(document)}
        <p class="small">The same as a document for programs: <a href="${document.servers[0]?.url}/openapi.json">OpenAPI ${document.openapi}</a></p>
      </header>
      ${groups.map(([, calls]) => calls.map((call) => section(document, call, common)))}
      <section id="errors" aria-labelledby="errors-title"><div class="words">
        <h2 id="errors-title"><a href="#errors">Errors of every call</a></h2>${errorList(common.every)}
        ${common.withBody.length > 0 && html`<h3>Where there is a body</h3>${errorList(common.withBody)}`}
      </div></section>
    </main>`,
  ])
}

export function indexPage(documents: Documents): Html {
  return shell('API reference', [
    html`<main class="index">
      ${brand()}
      <h1>API reference</h1>
      <p class="lead">One platform, spoken to in several ways. Choose the one your code speaks.</p>
      <ul class="dialects">${[...documents].map(
        ([name, { info, servers }]) =>
          html`<li><a href="/docs/${name}"><h2>${info.title}</h2><p>${prose(info.description)}</p><code>${servers[0]?.url}</code></a></li>`,
      )}</ul>
    </main>`,
  ])
}

function shell(title: string, body: readonly Html[]): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Njiwa</title>
<link rel="icon" href="/docs/mark.svg" type="image/svg+xml">
<link rel="stylesheet" href="/docs/reference.css">
<script src="/docs/reference.js" defer></script>
</head>
<body>${[...body]}</body>
</html>
`
}

function brand(): Html {
  return html`<a class="brand" href="/docs"><img src="/docs/mark.svg" alt="" width="28" height="28"> Njiwa <span>API reference</span></a>`
}

function credentials(document: OpenApi): Html {
  const schemes = Object.values(document.components.securitySchemes)
  return html`<dl class="credentials">${schemes.map(
    ({ type, scheme, name, description }) =>
      html`<div><dt><code>${type === 'apiKey' ? name : `Authorization: ${scheme === 'basic' ? 'Basic' : 'Bearer'}`}</code></dt><dd>${prose(description)}</dd></div>`,
  )}</dl>`
}

function section(document: OpenApi, call: Call, common: CommonErrors): Html {
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
      ${own.length > 0 && html`<h3>Errors of this call</h3>${errorList(own)}<p class="small">And <a href="#errors">those of every call</a>.</p>`}
      ${callbacks(document, operation)}
    </div>
    <div class="shown">
      ${codeBlock('curl', curl(document, call))}
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
