// A call as a program of PHP 8 with its curl extension.
import type { Credential } from '../credentials.ts'
import { VARIABLE } from '../ids.ts'
import { literal, type Notation } from './literal.ts'
import { camel } from './node.ts'
import type { Sample } from './sample.ts'

const PHP: Notation = {
  object: ['[', ']'],
  list: ['[', ']'],
  padding: '',
  indent: '    ',
  text,
  key: (name) => `${text(name)} => `,
  words: { null: 'null', true: 'true', false: 'false' },
  empty: 'new stdClass()',
}

export function php({ method, url, variables, credentials, body }: Sample): string {
  const headers = credentials.filter(({ kind }) => kind !== 'basic').map(header)
  if (body) headers.push(text(`Content-Type: ${body.type}`))
  const basic = credentials.find((credential) => credential.kind === 'basic')
  const options = [
    `CURLOPT_CUSTOMREQUEST => ${text(method)},`,
    basic && `CURLOPT_USERPWD => getenv('${basic.user.environment}') . ':' . getenv('${basic.password.environment}'),`,
    headers.length > 0 && `CURLOPT_HTTPHEADER => [\n${headers.map((line) => `        ${line},\n`).join('')}    ],`,
    body && `CURLOPT_POSTFIELDS => json_encode(${literal(body.value, PHP, '    ')}),`,
    'CURLOPT_RETURNTRANSFER => true,',
  ].filter((option) => typeof option === 'string')
  return [
    '<?php\n',
    ...variables.map(({ name, example }) => `$${camel(name)} = ${text(example)};\n`),
    `$curl = curl_init(${address(url)});\n`,
    `curl_setopt_array($curl, [\n${options.map((option) => `    ${option}\n`).join('')}]);\n`,
    '$answer = curl_exec($curl);\n',
    'if ($answer === false) {\n    throw new RuntimeException(curl_error($curl));\n}\n',
    "echo curl_getinfo($curl, CURLINFO_RESPONSE_CODE), ' ', $answer, PHP_EOL;",
  ].join('')
}

function header(credential: Credential): string {
  if (credential.kind === 'header')
    return `${text(`${credential.header}: `)} . getenv('${credential.value.environment}')`
  return credential.kind === 'bearer' ? `'Authorization: Bearer ' . getenv('${credential.token.environment}')` : ''
}

function address(url: string): string {
  const filled = url.replaceAll(VARIABLE, (_, name) => `{$${camel(name)}}`)
  return filled === url ? text(url) : `"${filled}"`
}

// Between single quotes PHP reads two escapes and takes all else as it is (a line's end too).
function text(value: string): string {
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
