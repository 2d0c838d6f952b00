import { useWords } from '../words/index.ts'
import style from './StateTag.module.css'

export type StateName = keyof ReturnType<typeof useWords>['states']

/** A state in its colour, and always in its word. */
export function StateTag({ state }: { state: StateName }) {
  const words = useWords()
  return (
    <span className={style.tag} data-state={state} title={words.stateMeanings[state]}>
      {words.states[state]}
    </span>
  )
}
