// The reference page of one dialect, and the page that leads to all of them. Made from their OpenAPI documents alone.
import { callSection } from './call.ts'
import { credentialsOf, type Secret, secretsOf } from './credentials.ts'
import { type Call, callsByTag, type OpenApi } from './document.ts'
import { commonErrors, errorList } from './errors.ts'
import { type Html, html, prose } from './html.ts'
import { brand, shell } from './shell.ts'

type Documents = ReadonlyMap<string, OpenApi>

export function dialectPage(documents: Documents, name: string, document: OpenApi): Html {
  const groups = [...callsByTag(document)]
  const calls = groups.flatMap(([, group]) => group)
  const common = commonErrors(document, calls)
  const { title, description } = document.info
  return shell(title, [
    html`<aside>
      ${brand()}
      <details class="menu" open><summary class="contents">Contents</summary><nav aria-label="Calls">
        ${groups.map(([tag, group]) => html`<h2>${tag}</h2><ul>${group.map(link)}</ul>`)}
        <h2>More</h2>
        <ul><li><a href="#errors">Errors of every call</a></li>${[...documents].filter(([other]) => other !== name).map(([other, { info }]) => html`<li><a href="/docs/${other}">${info.title}</a></li>`)}</ul>
      </nav></details>
    </aside>`,
    html`<main>
      <header>
        <h1>${title}</h1>
        <p class="lead">${prose(description)}</p>
        ${schemes(document)}
        ${keys(document, name, calls)}
        <p class="files"><a href="/docs/${name}/postman.json" download="${name}.postman_collection.json">Postman collection</a>
          <a href="${document.servers[0]?.url}/openapi.json" download="${name}.openapi.json">OpenAPI ${document.openapi}</a></p>
      </header>
      ${calls.map((call) => callSection(document, name, call, common))}
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

function link({ id, method, operation }: Call): Html {
  return html`<li><a href="#${id}"><span class="method ${method.toLowerCase()}">${method}</span> <span>${operation.summary}</span></a></li>`
}

function schemes(document: OpenApi): Html {
  const all = Object.values(document.components.securitySchemes)
  return html`<dl class="credentials">${all.map(
    ({ type, scheme, name, description }) =>
      html`<div><dt><code>${type === 'apiKey' ? name : `Authorization: ${scheme === 'basic' ? 'Basic' : 'Bearer'}`}</code></dt><dd>${prose(description)}</dd></div>`,
  )}</dl>`
}

/** Shown by our script alone, for without it nothing would come of what is written there. */
function keys(document: OpenApi, name: string, calls: readonly Call[]): Html | null {
  const secrets = calls[0] ? secretsOf(credentialsOf(document, name, calls[0].operation)) : []
  if (secrets.length === 0) return null
  return html`<fieldset class="keys" hidden><legend>Put your own into the examples</legend>${secrets.map(
    ({ variable, placeholder }) =>
      html`<label>${worded(variable)} <input type="text" data-fills="${variable}" placeholder="${placeholder}" autocomplete="off" autocapitalize="off" spellcheck="false"></label>`,
  )}<p class="small">It stays in this page: it is neither sent nor stored, and gone when you leave.</p></fieldset>`
}

/** `api_public_key` → `API public key`. */
function worded(variable: Secret['variable']): string {
  const words = variable.replaceAll('_', ' ').replace(/^api/, 'API')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
