// What every page of the reference stands in: under the brand that the portal has too.
import { Html, html } from './html.ts'
import { BRAND } from './served.ts'

export function shell(title: string, body: readonly Html[]): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · ${BRAND.name}</title>
<link rel="icon" href="/docs/mark.svg" type="image/svg+xml">
<link rel="stylesheet" href="/docs/tokens.css">
<link rel="stylesheet" href="/docs/reference.css">
<link rel="stylesheet" href="/docs/code.css">
${new Html(BRAND.colours)}
<script src="/docs/reference.js" defer></script>
</head>
<body>${[...body]}<p class="said" role="status"></p></body>
</html>
`
}

export function brand(): Html {
  return html`<a class="brand" href="/docs"><img src="${BRAND.logo}" alt="" width="28" height="28"> ${BRAND.name} <span>API reference</span></a>`
}
