// Code that a reader can take: a curl line for a call, and bodies as JSON with its parts told apart.
import type { Call, OpenApi, SecurityScheme } from './document.ts'
import { exampleOf, examplesOf } from './document.ts'
import { Html, html } from './html.ts'

/** Stands for scheme and host until a page is served. */
export const ORIGIN = 'https://origin.invalid'

export function curl(document: OpenApi, { method, path, operation }: Call): string {
  const parameters = operation.parameters ?? []
  const filled = parameters
    .filter((parameter) => parameter.in === 'path')
    .reduce((url, { name, schema }) => url.replace(`{${name}}`, String(exampleOf(document, schema))), path)
  const query = parameters
    .filter((parameter) => parameter.in === 'query' && parameter.required)
    .map(({ name, schema }) => `${name}=${encodeURIComponent(String(exampleOf(document, schema)))}`)
  const url = `${ORIGIN}${filled}${query.length > 0 ? `?${query.join('&')}` : ''}`
  const lines = [method === 'GET' ? `curl ${quoted(url)}` : `curl -X ${method} ${quoted(url)}`]
  for (const name of Object.keys(operation.security?.[0] ?? {})) {
    const scheme = document.components.securitySchemes[name]
    if (scheme) lines.push(credential(scheme))
  }
  const content = operation.requestBody?.content
  const body = examplesOf(document, content)[0]
  if (content && body) {
    lines.push(`-H ${quoted(`Content-Type: ${Object.keys(content)[0]}`)}`)
    lines.push(`-d ${quoted(typeof body.value === 'string' ? body.value : JSON.stringify(body.value, null, 2))}`)
  }
  return lines.join(' \\\n  ')
}

function credential({ type, scheme, name }: SecurityScheme): string {
  if (type === 'apiKey') return `-H "${name}: $${(name ?? '').toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_')}"`
  return scheme === 'basic' ? '-u "$API_KEY:$API_SECRET"' : '-H "Authorization: Bearer $TOKEN"'
}

/** One word of a shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

export function codeBlock(label: string, code: Html | string): Html {
  return html`<figure class="code"><figcaption><span>${label}</span><button type="button" data-copy>Copy</button></figcaption><pre tabindex="0"><code>${code}</code></pre></figure>`
}

const TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/gi

/** Pretty JSON, its keys and values marked. */
export function json(value: unknown): Html {
  const text = JSON.stringify(value, null, 2)
  const parts: Html[] = []
  let end = 0
  for (const match of text.matchAll(TOKEN)) {
    const [token, string, colon] = match
    parts.push(html`${text.slice(end, match.index)}`)
    if (string === undefined) parts.push(html`<i class="n">${token}</i>`)
    else parts.push(colon === undefined ? html`<i class="s">${string}</i>` : html`<i class="k">${string}</i>${colon}`)
    end = match.index + token.length
  }
  return new Html(parts.map(({ markup }) => markup).join('') + html`${text.slice(end)}`.markup)
}
