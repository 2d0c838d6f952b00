// The language that is spoken: the one chosen here before, else the browser's, else English. English comes with the
// portal; another one is loaded when it is chosen.
import { useSyncExternalStore } from 'react'
import { writeIn } from '../ui/text.ts'
import * as en from './en/index.ts'

export type Words = typeof en
export const LANGUAGES = { en: 'English', sw: 'Kiswahili', fr: 'Français' } as const
export type Language = keyof typeof LANGUAGES

const CATALOGUES: Record<Language, () => Promise<Words>> = {
  en: async () => en,
  sw: () => import('./sw/index.ts'),
  fr: () => import('./fr/index.ts'),
}
const KEPT_AS = 'njiwa.language'

let spoken: { language: Language; words: Words } = { language: 'en', words: en }
const listeners = new Set<() => void>()

export function useWords(): Words {
  return useSyncExternalStore(subscribe, () => spoken.words)
}

export function useLanguage(): Language {
  return useSyncExternalStore(subscribe, () => spoken.language)
}

/** Before the first page is drawn, so that it is drawn once. */
export async function speakAsBefore(): Promise<void> {
  await speak(chosenBefore() ?? ofBrowser(navigator.languages)).catch(() => speak('en'))
}

export async function choose(language: Language): Promise<void> {
  await speak(language)
  keep(language)
}

/** The first of the browser's languages that there is a catalogue of. */
export function ofBrowser(preferred: readonly string[]): Language {
  const known = preferred.map((tag) => tag.toLowerCase().split('-')[0] as string)
  return known.find(isLanguage) ?? 'en'
}

/** What a person has chosen elsewhere, unless another was chosen here. */
export async function prefer(language: Language): Promise<void> {
  if (chosenBefore() === null) await speak(language)
}

async function speak(language: Language): Promise<void> {
  const words = await CATALOGUES[language]()
  spoken = { language, words }
  document.documentElement.lang = language
  writeIn(language)
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const isLanguage = (name: string): name is Language => Object.hasOwn(LANGUAGES, name)

// A browser may be told to keep nothing.
function chosenBefore(): Language | null {
  try {
    const kept = localStorage.getItem(KEPT_AS) ?? ''
    return isLanguage(kept) ? kept : null
  } catch {
    return null
  }
}

function keep(language: Language): void {
  try {
    localStorage.setItem(KEPT_AS, language)
  } catch {}
}
