import { useWords } from '../words/index.ts'
import style from './ProgressBar.module.css'
import { grouped } from './text.ts'

/** How much of something is done, as a bar and in figures. */
export function ProgressBar({ label, done, of }: { label: string; done: number; of: number }) {
  const words = useWords().ui
  return (
    <div className={style.progress}>
      <p>
        <span>{label}</span>
        <span className={style.figures}>{words.done(grouped(String(done)), grouped(String(of)))}</span>
      </p>
      <progress value={done} max={of} aria-label={label} />
    </div>
  )
}
