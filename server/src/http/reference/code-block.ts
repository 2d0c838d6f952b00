// Code on a page: its parts told apart, and a button that copies it.
import type { Secret } from './credentials.ts'
import { Html, html } from './html.ts'

export function codeBlock(label: string, code: Html | string): Html {
  return html`<figure class="code"><figcaption><span>${label}</span><button type="button" data-copy>Copy</button></figcaption><pre tabindex="0"><code>${code}</code></pre></figure>`
}

const JSON_TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/gi

/** Pretty JSON, its keys and values marked. */
export function json(value: unknown): Html {
  return marked(JSON.stringify(value, null, 2), JSON_TOKEN, ([token, string, colon]) => {
    if (string === undefined) return html`<i class="n">${token}</i>`
    return colon === undefined ? html`<i class="s">${string}</i>` : html`<i class="k">${string}</i>${colon}`
  })
}

// Texts in one line, whichever quotes a language has; enough to find one's way in a dozen lines.
const STRING = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\\n]|\\.)*`/g

/** A program, its texts marked, and in them the places that the reader's own secrets fill. */
export function program(code: string, secrets: readonly Secret[]): Html {
  return marked(code, STRING, ([token]) => html`<i class="s">${filling(token, secrets)}</i>`)
}

function filling(text: string, secrets: readonly Secret[]): Html {
  const [first, ...others] = secrets
  if (!first) return html`${text}`
  const parts = text.split(first.placeholder).map((part) => filling(part, others))
  const place = html`<b data-secret="${first.variable}">${first.placeholder}</b>`
  return joined(parts.flatMap((part, index) => (index === 0 ? [part] : [place, part])))
}

function marked(text: string, token: RegExp, mark: (match: RegExpMatchArray) => Html): Html {
  const parts: Html[] = []
  let end = 0
  for (const match of text.matchAll(token)) {
    parts.push(html`${text.slice(end, match.index)}`, mark(match))
    end = match.index + match[0].length
  }
  return joined([...parts, html`${text.slice(end)}`])
}

function joined(parts: readonly Html[]): Html {
  return new Html(parts.map(({ markup }) => markup).join(''))
}
