// scripts/screenshots.ts: docs/screenshots/*.png anew, from a server of their own with two weeks of messages
// (`npm run screenshots`).
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { LOOKS, startBrowser } from '../test/harness/browser.ts'
import { demoOf, signedIn } from '../test/harness/portal.ts'
import { startServer } from '../test/harness/server.ts'
import { settled } from '../test/looks/look.ts'

const FOLDER = 'docs/screenshots'
const LIGHT = LOOKS['wide, light']
const DARK = LOOKS['narrow, dark']

type Shot = { name: string; as: 'owner' | 'operator'; path: string; look: typeof LIGHT | typeof DARK; link?: string }
const SHOTS: readonly Shot[] = [
  { name: 'overview', as: 'owner', path: '/', look: LIGHT },
  { name: 'overview-phone', as: 'owner', path: '/', look: DARK },
  {
    name: 'send',
    as: 'owner',
    path: `/send?to=%2B255712345678&text=${encodeURIComponent('Karibu “sana” — tutaonana kesho')}`,
    look: LIGHT,
  },
  { name: 'logs', as: 'owner', path: '/logs', look: LIGHT },
  { name: 'logs-phone', as: 'owner', path: '/logs', look: DARK },
  { name: 'message', as: 'owner', path: '/logs', link: 'main tbody a', look: LIGHT },
  { name: 'operator', as: 'operator', path: '/operator', look: LIGHT },
]

const ends: (() => Promise<void>)[] = []
const t = { after: (end: () => Promise<void>) => void ends.push(end) }
try {
  const server = await startServer(t)
  const browser = await startBrowser(t)
  const demo = await demoOf(server, '--messages', '2000')
  mkdirSync(FOLDER, { recursive: true })
  for (const { name, as, path, link, look } of SHOTS) {
    const { page } = await signedIn(browser, demo.url, as === 'owner' ? demo.portal : demo.operator, look)
    await page.goto(`${demo.url}${path}`)
    await settled(page)
    if (link !== undefined) {
      await page.locator(link).first().click()
      await page.getByRole('heading', { name: /^Message to/ }).waitFor()
      await settled(page)
    }
    await page.screenshot({ path: join(FOLDER, `${name}.png`) })
    await page.context().close()
    console.log(`${FOLDER}/${name}.png`)
  }
} finally {
  for (const end of ends.reverse()) await end()
}
