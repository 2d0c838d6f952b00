// The language that is spoken. English alone so far; another one is a file beside en.ts and a choice made here.
import { words } from './en.ts'

export const useWords = (): typeof words => words
