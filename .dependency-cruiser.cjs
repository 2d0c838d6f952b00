// Who may import whom: the folders of this repository and the arrows between them. `npm run check` reads it.
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })
const tests = '\\.test\\.tsx?$|/testing/'

module.exports = {
  forbidden: [
    rule(
      'core-is-pure',
      'core decides; it reads and writes nothing',
      { path: '^server/src/core/', pathNot: tests },
      // libphonenumber-js is tables of number plans and functions over them.
      { pathNot: '^server/src/core/|^node_modules/libphonenumber-js/' },
    ),
    rule(
      'store-knows-core',
      'store turns core types into rows and back',
      { path: '^server/src/store/' },
      { path: '^server/src/(dialects|pipeline|carriers|webhooks)/' },
    ),
    rule(
      'embedded-has-one-door',
      'the rest of the server knows a database by its address',
      { pathNot: '^server/src/store/embedded' },
      { path: '^server/src/store/embedded/' },
    ),
    rule(
      'siblings-apart',
      'a dialect or carrier reads without its neighbours',
      { path: '^server/src/(dialects|carriers)/([^/]+)/', pathNot: tests },
      { path: '^server/src/$1/[^/]+/', pathNot: '^server/src/$1/$2/' },
    ),
    rule(
      'dialects-to-pipeline',
      'a dialect translates, then calls the pipeline',
      { path: '^server/src/dialects/', pathNot: tests },
      { path: '^server/src/(store|carriers|webhooks)/|^smpp/' },
    ),
    rule(
      'edges-ask-nobody',
      'carriers and webhooks call back through what main.ts hands them',
      { path: '^server/src/(carriers|webhooks)/' },
      { path: '^server/src/(dialects|pipeline|store)/' },
    ),
    rule(
      'pipeline-sees-ports',
      'the pipeline knows carrier.ts and dialect.ts, not who implements them',
      { path: '^server/src/pipeline/', pathNot: tests },
      { path: '^server/src/(dialects|carriers)/[^/]+/' },
    ),
    rule('main-is-the-top', 'main.ts imports, and is not imported', {}, { path: '^server/src/main\\.ts$' }),
    rule(
      'smpp-stands-alone',
      'the protocol knows nothing of messages, money or SQL',
      { path: '^smpp/' },
      { path: '^(server|portal|cli|smsc-simulator)/' },
    ),
    rule(
      'smpp-one-socket',
      'session.ts holds the socket and the clock; the rest is values',
      { path: '^smpp/src/', pathNot: `^smpp/src/session\\.ts$|${tests}` },
      { path: '^(node:)?(net|tls|timers.*)$', dependencyTypes: ['core'] },
    ),
    rule(
      'clients-over-http',
      'portal and cli are customers of the API',
      { path: '^(portal|cli)/' },
      { path: '^(server|smpp|smsc-simulator)/' },
    ),
    rule(
      'ui-is-plain',
      'portal/src/ui knows no page and no API',
      { path: '^portal/src/ui/' },
      { path: '^portal/src/(pages|api)/' },
    ),
    rule(
      'shipped-code-without-tests',
      'what ships does not import a test',
      { pathNot: `${tests}|^test/|conformance\\.ts$` },
      { path: `${tests}|^test/|conformance\\.ts$` },
    ),
    rule('no-cycles', 'types count too', {}, { circular: true }),
    rule(
      'no-orphans',
      'a file nobody imports is deleted',
      { orphan: true, pathNot: `(^|/)main\\.tsx?$|${tests}|\\.d\\.ts$|reference\\.js$` }, // the browser loads it
      {},
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' }, // built from what is read here
    tsPreCompilationDeps: true, // import type counts as an import
    enhancedResolveOptions: { extensions: ['.ts', '.tsx'] },
  },
}
