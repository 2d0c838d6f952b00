// What is wrong with a page as it stands before somebody: what it complains of in the browser's console, what WCAG 2.2 AA
// asks for and it does not have, and whether it is wider than the window.
import type { Page } from 'playwright-core'
import { accessibilityProblems, type TestPage } from '../harness/browser.ts'
import type { LookedAt } from './pages.ts'

/** One line a problem; none is as it should be. A page that nothing leads to was not looked at, which is one. */
export async function lookAt({ page, complaints }: TestPage, url: string, looked: LookedAt): Promise<string[]> {
  complaints.length = 0
  const path = looked.via === undefined ? looked.path : await firstLink(page, url, looked.via)
  if (path === null) return [`nothing on ${looked.via} leads to it`]
  await page.goto(`${url}${path}`)
  await settled(page)
  const wide = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
  return [
    ...(Number(wide) > 0 ? [`${wide} pixels wider than the window`] : []),
    ...(await accessibilityProblems(page)),
    ...complaints,
  ]
}

/** Its title is there, and nothing waits for an answer. */
export async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await page.waitForLoadState('networkidle')
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' })
}

async function firstLink(page: Page, url: string, list: string): Promise<string | null> {
  await page.goto(`${url}${list}`)
  await settled(page)
  const links = page.locator(`main a[href^="${list}/"]:not([download])`)
  return (await links.count()) === 0 ? null : await links.first().getAttribute('href')
}
