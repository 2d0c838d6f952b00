// test/guides/documents.ts: what there is to read in the repository, and where its links lead.
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

export function documents(root: string): string[] {
  const found = globSync(['*.md', '{docs,examples}/**/*.md', '{server,cli,smpp,smsc-simulator,portal}/*.md'], {
    cwd: root,
    exclude: ['**/node_modules'],
  })
  return found.sort()
}

/** Those into the repository; what is on the web is not asked for. */
export function linksIn(root: string, file: string): { link: string; target: string }[] {
  const text = readFileSync(join(root, file), 'utf8').replaceAll(/```[\s\S]*?```/g, '')
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] as string)
  return links
    .filter((link) => !/^(?:https?:|#|mailto:)/.test(link))
    .map((link) => ({ link, target: resolve(root, dirname(file), link.replace(/#.*$/, '')) }))
}
