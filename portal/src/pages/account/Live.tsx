import { useIsLive } from '../../api/live-state.ts'
import { useWords } from '../../words/index.ts'
import style from './Live.module.css'

/** Says so while changes come by themselves, and nothing while they do not. */
export function Live() {
  const words = useWords().overview
  return useIsLive() ? (
    <span className={style.live} title={words.liveMeaning}>
      {words.live}
    </span>
  ) : null
}
