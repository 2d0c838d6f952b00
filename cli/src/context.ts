// What every command is made with: the server it talks to, found when it is first needed, and where its answer goes.
import type { Command } from 'commander'
import { type Api, createApi } from './api.ts'
import { operatorToken, serverUrl } from './installation.ts'
import { type Cell, type Columns, fields, table } from './table.ts'
import type { World } from './world.ts'

export interface Context extends World {
  api(): Api
  /** The document itself with --json, else the words for a person. */
  print(command: Command, document: unknown, words: () => string): void
  rows<Row>(command: Command, rows: readonly Row[], columns: Columns<Row>): void
  fields(command: Command, document: unknown, of: Record<string, Cell>): void
}

export function createContext(world: World): Context {
  const print: Context['print'] = (command, document, words) => {
    world.out.write(command.optsWithGlobals().json ? `${JSON.stringify(document, null, 2)}\n` : words())
  }
  return {
    ...world,
    api: () => createApi(serverUrl(world.env), operatorToken(world.env)),
    print,
    rows: (command, rows, columns) =>
      print(command, rows, () => (rows.length === 0 ? 'There is none.\n' : table(rows, columns))),
    fields: (command, document, of) => print(command, document, () => fields(of)),
  }
}
