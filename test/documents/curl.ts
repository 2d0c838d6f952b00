// test/documents/curl.ts: the calls of a shell script of curl commands, for a machine without curl.
export type CurlCall = { url: string; method: string; headers: [string, string][]; body?: string }

export function callsOf(script: string): CurlCall[] {
  return script
    .split(/^(?=curl )/m)
    .filter((command) => command.startsWith('curl '))
    .map(callOf)
}

const WORD = /"([^"]*)"|'([^']*)'|([^\s\\"']+)/g

function callOf(command: string): CurlCall {
  const words = [...command.matchAll(WORD)].map((match) => match[1] ?? match[2] ?? match[3] ?? '').slice(1)
  const call: CurlCall = { url: '', method: '', headers: [] }
  while (words.length > 0) {
    const word = words.shift() as string
    if (word.startsWith('#')) break
    if (word === '-X') call.method = words.shift() ?? ''
    else if (word === '-d') call.body = words.shift() ?? ''
    else if (word === '-H') call.headers.push((words.shift() ?? '').split(': ') as [string, string])
    else call.url = word
  }
  call.method ||= call.body === undefined ? 'GET' : 'POST'
  return call
}
