// Somebody at the portal who is careful: wants a code at sign-in, makes keys for programs, invites somebody, and forgets a
// password.
import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { Secret, TOTP } from 'otpauth'
import type { Page } from 'playwright-core'
import { startBrowser, type TestBrowser, type TestPage } from '../harness/browser.ts'
import { accountOf, assertSound, mailedLink, signedIn, signIn } from '../harness/portal.ts'
import { startServer, type TestServer } from '../harness/server.ts'
import { until } from '../harness/until.ts'

const NEEMA = { name: 'Neema', email: 'neema@example.com', password: 'shule ya mwanza ziwani', role: 'owner' }
const STEP_MS = 30_000

suite('the portal: people and what their programs hold', { timeout: 240_000 }, () => {
  const ends: (() => Promise<void>)[] = []
  let server: TestServer
  let browser: TestBrowser
  let opened: TestPage
  let page: Page
  let secret = ''
  let recoveryCode = ''

  before(async () => {
    server = await startServer({ after: (end) => void ends.push(end) })
    await accountOf(server, 'Shule ya Mwanza', NEEMA)
    browser = await startBrowser({ after: (end) => void ends.unshift(end) })
    opened = await signedIn(browser, server.url, NEEMA)
    page = opened.page
  })
  after(async () => {
    for (const end of ends) await end()
  })

  const isSound = () => assertSound(opened)
  const signInAgain = () => signIn(page, `${server.url}/`, NEEMA)
  async function isIn(): Promise<void> {
    await page.getByRole('button', { name: 'Signed in as Neema' }).waitFor()
  }
  async function signOut(): Promise<void> {
    await page.getByRole('button', { name: /^Signed in as / }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  }
  /** What the app shows next: the code before may be used up. */
  async function nextCode(): Promise<string> {
    const app = new TOTP({ secret: Secret.fromBase32(secret) })
    const now = app.generate({ timestamp: Date.now() })
    const next = app.generate({ timestamp: Date.now() + STEP_MS }) // within the drift that is allowed
    return now === usedCode ? next : now
  }
  let usedCode = ''

  test('an app is set up, and from then on its code is asked for', async () => {
    await page.goto(`${server.url}/settings/profile`)
    await page.getByRole('button', { name: 'Turn it on' }).click()
    await page.getByRole('img', { name: /^QR code/ }).waitFor()
    secret = (await page.locator('form code').innerText()).replaceAll(' ', '')
    await isSound()
    await page.getByLabel('The six digits that the app shows').fill('000000')
    await page.getByRole('button', { name: 'Confirm' }).click()
    await page.getByText('This is not the code that the app shows now.').waitFor()
    usedCode = await nextCode()
    await page.getByLabel('The six digits that the app shows').fill(usedCode)
    await page.getByRole('button', { name: 'Confirm' }).click()
    await page.getByText('Store these recovery codes now').waitFor()
    const codes = await page
      .getByRole('listitem')
      .filter({ hasText: /^\w{6}-\w{6}-\w{6}-\w{6}$/ })
      .allInnerTexts()
    assert.equal(codes.length, 10)
    recoveryCode = codes[0] as string
    await isSound()
    await page.getByRole('button', { name: 'I have stored them' }).click()
    assert.equal(await page.getByText(recoveryCode).count(), 0)
    await signOut()
  })

  test('signing in takes the code, or one of those for when the phone is lost', async () => {
    await signInAgain()
    await page.getByLabel('Code').fill(usedCode)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByText('This code is wrong, or was used before.').waitFor()
    await isSound()
    await page.getByLabel('Code').fill(await nextCode())
    await page.getByRole('button', { name: 'Sign in' }).click()
    await isIn()
    await signOut()
    await signInAgain()
    await page.getByLabel('Code').fill(recoveryCode)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await isIn()
  })

  test('a token is made, works, is revoked, and is refused within a second', async () => {
    await page.goto(`${server.url}/api-tokens`)
    await page.getByText('There is no token yet.').waitFor()
    await page.getByRole('button', { name: 'Make a token' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Make the token' }).click()
    await dialog.getByText('Write a name.').waitFor()
    await isSound()
    await dialog.getByLabel('API').selectOption({ label: 'MegaSMS' })
    await dialog.getByLabel('Name').fill('Web shop')
    await dialog.getByLabel('Send messages').uncheck()
    await dialog.getByRole('button', { name: 'Make the token' }).click()
    await page.getByText('Store this key now').waitFor()
    const token = /ms_live_\w+/.exec(await page.locator('main').innerText())?.[0] as string
    await page.getByRole('button', { name: 'I have stored it' }).click()
    assert.equal(await page.getByText(token).count(), 0)

    const balance = () =>
      fetch(`${server.url}/megasms/api/v1/balance`, { headers: { authorization: `Bearer ${token}` } })
    assert.equal((await balance()).status, 200)
    await page.getByRole('button', { name: 'Revoke' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
    await page.getByText('Web shop is revoked').waitFor()
    await until(async () => (await balance()).status === 401)
    await page.reload()
    await page.getByText('Revoked').waitFor()
    await isSound()
  })

  test("a key pair's secret is shown once, and a new pair takes its place with time to change over", async () => {
    await page.goto(`${server.url}/settings/api-keys`)
    await page.getByRole('button', { name: 'Generate new key pair' }).click()
    await page.getByRole('dialog').getByLabel('Name').fill('School bell')
    await page.getByRole('dialog').getByRole('button', { name: 'Generate the pair' }).click()
    await page.getByText('Store this key now').waitFor()
    const first = await shownPair()
    await isSound()
    await page.reload()
    await page.getByText('School bell').waitFor()
    assert.equal((await page.content()).includes(first.secretKey), false)
    assert.equal(await callWith(first), 200)

    await page.getByRole('button', { name: 'Regenerate' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Regenerate' }).click()
    await page.getByText('Store this key now').waitFor()
    const second = await shownPair()
    assert.deepEqual([await callWith(first), await callWith(second)], [200, 200])
    await page.getByText(/^until /).waitFor()
  })

  async function shownPair(): Promise<{ publicKey: string; secretKey: string }> {
    const text = await page.locator('main').innerText()
    return { publicKey: /pk_\w{49}/.exec(text)?.[0] as string, secretKey: /sk_\w{49}/.exec(text)?.[0] as string }
  }
  async function callWith({ publicKey, secretKey }: { publicKey: string; secretKey: string }): Promise<number> {
    const headers = { 'x-api-public-key': publicKey, 'x-api-secret-key': secretKey }
    return (await fetch(`${server.url}/wasambazie/v1/balance/`, { headers })).status
  }

  test('somebody is invited, joins with a password of their own, and may not make keys', async () => {
    await page.goto(`${server.url}/team`)
    await page.getByRole('button', { name: 'Invite somebody' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('E-mail').fill('baraka@example.com')
    await dialog.getByLabel('Viewer').check()
    await dialog.getByRole('button', { name: 'Send the invitation' }).click()
    await page.getByText('The invitation to baraka@example.com is on its way').waitFor()
    await isSound()

    const other = await browser.open()
    await other.page.goto(await mailedLink(server, 'invitation'))
    await other.page.getByRole('heading', { name: 'Join Shule ya Mwanza' }).waitFor()
    await other.page.getByLabel('Your name').fill('Baraka')
    await other.page.getByLabel('Password', { exact: true }).fill('a sentence of my own')
    await other.page.getByRole('button', { name: 'Join' }).click()
    await other.page.getByRole('button', { name: 'Signed in as Baraka' }).waitFor()
    await other.page.goto(`${server.url}/api-tokens`)
    await other.page.getByText('Your role does not show keys').waitFor()
    assert.deepEqual(other.complaints, [])
  })

  test('a forgotten password is chosen anew, and the code is still asked for', async () => {
    await signOut()
    await page.getByRole('link', { name: 'Forgot your password?' }).click()
    await page.getByRole('heading', { name: 'Forgot your password?' }).waitFor() // the page before has such a field too
    await page.getByLabel('E-mail').fill(NEEMA.email)
    await page.getByRole('button', { name: 'Send me the link' }).click()
    await page.getByRole('heading', { name: 'Look at your mail' }).waitFor()
    await page.goto(await mailedLink(server, 'reset_password'))
    await page.getByLabel('New password').fill('another sentence altogether')
    await page.getByRole('button', { name: 'Save the password' }).click()
    await page.getByRole('heading', { name: 'Your new password holds' }).waitFor()
    NEEMA.password = 'another sentence altogether'
    await signInAgain()
    await page.getByRole('heading', { name: 'Your code' }).waitFor()
    await isSound()
  })
})
