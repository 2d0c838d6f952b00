// A call as a program of Python 3, with its standard library alone.
import { VARIABLE } from '../ids.ts'
import { literal, type Notation } from './literal.ts'
import type { Sample } from './sample.ts'

const PYTHON: Notation = {
  object: ['{', '}'],
  list: ['[', ']'],
  padding: '',
  indent: '    ',
  text,
  key: (name) => `${text(name)}: `,
  words: { null: 'None', true: 'True', false: 'False' },
  empty: '{}',
}

export function python({ method, url, variables, credentials, body, answers }: Sample): string {
  const modules = new Set(['os', 'urllib.error', 'urllib.request'])
  if (body) modules.add('json')
  const constants = variables.map(({ name, example }) => `${name} = ${text(example)}\n`)
  const headers: string[] = []
  for (const credential of credentials) {
    if (credential.kind === 'header') {
      headers.push(`${text(credential.header)}: os.environ[${text(credential.value.environment)}],`)
    } else if (credential.kind === 'bearer') {
      headers.push(`"Authorization": f"Bearer {os.environ['${credential.token.environment}']}",`)
    } else {
      const { user, password } = credential
      modules.add('base64')
      constants.push(
        `credentials = f"{os.environ['${user.environment}']}:{os.environ['${password.environment}']}"\n`,
        'credentials = base64.b64encode(credentials.encode()).decode()\n',
      )
      headers.push('"Authorization": f"Basic {credentials}",')
    }
  }
  if (body) headers.push(`"Content-Type": ${text(body.type)},`)
  return [
    ...[...modules].sort().map((name) => `import ${name}\n`),
    '\n',
    ...constants,
    constants.length > 0 && '\n',
    `request = urllib.request.Request(\n    ${address(url)},\n    method=${text(method)},\n`,
    `    headers={\n${headers.map((header) => `        ${header}\n`).join('')}    },\n`,
    body && `    data=json.dumps(${literal(body.value, PYTHON, '    ')}).encode(),\n`,
    ')\ntry:\n    with urllib.request.urlopen(request) as response:\n',
    answers ? '        print(response.status, response.read().decode())\n' : '        print(response.status)\n',
    'except urllib.error.HTTPError as error:\n    print(error.code, error.read().decode())',
  ]
    .filter((line) => typeof line === 'string')
    .join('')
}

function address(url: string): string {
  const filled = url.replaceAll(VARIABLE, '{$1}')
  return VARIABLE.test(url) ? `f${text(filled)}` : text(filled)
}

// What JSON escapes, Python reads; half a surrogate pair alone would be one to it too.
function text(value: string): string {
  return JSON.stringify(value)
}
