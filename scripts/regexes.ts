// scripts/regexes.ts: finds regular expressions in shipped code that a chosen text can make slower than in step with its
// length. One such expression and one message hold up everybody's messages.
import { globSync, readFileSync } from 'node:fs'
import { analyse } from 'scslre'
import ts from 'typescript'

/** Lines `file:line /regex/ why`, none when all is well. */
export function superLinearRegexes(): string[] {
  return globSync('{server,smpp,smsc-simulator,cli,portal}/src/**/*.{ts,tsx}')
    .filter((file) => !/\.test\.tsx?$/.test(file))
    .flatMap((file) => findings(file, readFileSync(file, 'utf8')))
}

export function findings(file: string, text: string): string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest)
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const [report] = analyse(literal(node.text)).reports
      const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1
      if (report !== undefined)
        found.push(`${file}:${line} ${node.text} is slow on many ${report.character.literal.source}`)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

function literal(text: string): { source: string; flags: string } {
  const end = text.lastIndexOf('/')
  return { source: text.slice(1, end), flags: text.slice(end + 1) }
}
