// A call as a module of Node, with what Node has: version 18 and later.
import { VARIABLE } from '../ids.ts'
import { literal, type Notation } from './literal.ts'
import type { Sample } from './sample.ts'

const JAVASCRIPT: Notation = {
  object: ['{', '}'],
  list: ['[', ']'],
  padding: ' ',
  indent: '  ',
  text,
  key: (name) => `${/^[A-Za-z_$][\w$]*$/.test(name) ? name : text(name)}: `,
  words: { null: 'null', true: 'true', false: 'false' },
  empty: '{}',
}

export function node({ method, url, variables, credentials, body, answers }: Sample): string {
  const constants = variables.map(({ name, example }) => `const ${camel(name)} = ${text(example)}\n`)
  const headers: string[] = []
  for (const credential of credentials) {
    if (credential.kind === 'header') {
      headers.push(`${text(credential.header)}: ${environment(credential.value.environment)},`)
    } else if (credential.kind === 'bearer') {
      headers.push(`Authorization: \`Bearer \${${environment(credential.token.environment)}}\`,`)
    } else {
      const { user, password } = credential
      const pair = `\`\${${environment(user.environment)}}:\${${environment(password.environment)}}\``
      constants.push(`const credentials = btoa(${pair})\n`)
      headers.push(`Authorization: \`Basic \${credentials}\`,`)
    }
  }
  if (body) headers.push(`'Content-Type': ${text(body.type)},`)
  return [
    ...constants,
    constants.length > 0 && '\n',
    `const response = await fetch(${address(url)}, {\n`,
    method !== 'GET' && `  method: ${text(method)},\n`,
    `  headers: {\n${headers.map((header) => `    ${header}\n`).join('')}  },\n`,
    body && `  body: JSON.stringify(${literal(body.value, JAVASCRIPT, '  ')}),\n`,
    '})\n',
    answers ? 'console.log(response.status, await response.text())' : 'console.log(response.status)',
  ]
    .filter((line) => typeof line === 'string')
    .join('')
}

const environment = (name: string): string => `process.env.${name}`

function address(url: string): string {
  const filled = url.replaceAll(VARIABLE, (_, name) => `\${${camel(name)}}`)
  return filled === url ? text(url) : `\`${filled}\``
}

function text(value: string): string {
  return `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
}

export function camel(name: string): string {
  return name.replaceAll(/_(\w)/g, (_, letter) => letter.toUpperCase())
}
