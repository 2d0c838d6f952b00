// test/documents/cut.ts: cuts the code blocks out of the published documents, as they are printed:
// `node test/documents/cut.ts <folder of the documents>`. The copies beside this file are what the tests play.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Block, fileOf, type Play } from './block.ts'
import { esms } from './esms/examples.ts'
import { megasms } from './megasms/examples.ts'
import { msgine } from './msgine/examples.ts'
import { smsbox } from './smsbox/examples.ts'
import { wasambazie } from './wasambazie/examples.ts'

export const PLAYS = { megasms, msgine, esms, wasambazie, smsbox }
export type PlayName = keyof typeof PLAYS

/** A block as it was cut. */
export function printed(name: PlayName, block: Block): string {
  return readFileSync(join(import.meta.dirname, name, fileOf(block) as string), 'utf8')
}

// What code looks like in these documents: should any of it be in no block, a block is missing.
const CODE =
  /\bcurl (?:-X|["']|https)|\bcurl_init\(|\brequire\(|^import \w|^from \w+ import|<\?php|\bfetch\(|\baxios\b|<sms>|\{[ \t\r\n]*["'][a-z]/m

/** The text of each block, in order; throws where one is not there, or where code is in none. */
export function cut({ blocks }: Pick<Play, 'blocks'>, document: string): string[] {
  let at = 0
  return blocks.map(({ from, to }, index) => {
    const start = document.indexOf(from, at)
    const end = document.indexOf(to, start + from.length)
    if (start === -1 || end === -1) throw new Error(`block ${index} is not there: ${from} … ${to}`)
    refuseCode(document.slice(at, start))
    at = end + to.length
    if (index === blocks.length - 1) refuseCode(document.slice(at))
    return document.slice(start, at)
  })
}

function refuseCode(between: string): void {
  const found = CODE.exec(between)
  if (found) throw new Error(`code in no block: ${between.slice(found.index, found.index + 60)}`)
}

function cutAll(folder: string): void {
  for (const [name, play] of Object.entries(PLAYS)) {
    const texts = cut(play, readFileSync(join(folder, play.file), 'utf8'))
    const files = play.blocks.map(fileOf)
    for (const [index, file] of files.entries()) {
      if (file !== null) writeFileSync(join(import.meta.dirname, name, file), texts[index] as string)
    }
    console.log(`${name}: ${files.filter((file) => file !== null).length} of ${files.length} blocks kept`)
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [, , folder] = process.argv
  if (folder === undefined) throw new Error('usage: node test/documents/cut.ts <folder of the documents>')
  cutAll(folder)
}
