// A call's samples on its page: a tab for each language, and how to run what was copied.
import { codeBlock, program } from '../code-block.ts'
import { secretsOf } from '../credentials.ts'
import type { Call, OpenApi } from '../document.ts'
import { type Html, html } from '../html.ts'
import { LANGUAGES, type Language, runLine } from './languages.ts'
import { type Sample, sampleOf } from './sample.ts'

/** Without a script of ours the tabs are not there and every panel is. */
export function samples(document: OpenApi, name: string, call: Call): Html {
  const sample = sampleOf(document, name, call)
  const file = call.operation.summary.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
  return html`<div class="samples">
    <div class="tabs" role="tablist" aria-label="Language" hidden>${LANGUAGES.map(
      ({ id, title }, index) =>
        html`<button type="button" role="tab" id="${call.id}-${id}-tab" aria-controls="${call.id}-${id}" aria-selected="${index === 0 ? 'true' : 'false'}" tabindex="${index === 0 ? 0 : -1}" data-language="${id}">${title}</button>`,
    )}</div>
    ${LANGUAGES.map((language) => html`<div class="panel" role="tabpanel" id="${call.id}-${language.id}" aria-labelledby="${call.id}-${language.id}-tab" data-language="${language.id}">${panel(sample, language, file)}</div>`)}
  </div>`
}

function panel(sample: Sample, { title, code, file: kept }: Language, name: string): Html {
  const secrets = secretsOf(sample.credentials)
  const shown = program(code(sample), secrets)
  if (!kept) return codeBlock(title, shown)
  const file = `${name}.${kept.extension}`
  return html`${codeBlock(file, shown)}${codeBlock(`Run ${file}`, program(runLine(sample, kept.program, file), secrets))}`
}
