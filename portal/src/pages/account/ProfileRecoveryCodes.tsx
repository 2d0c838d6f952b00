// Recovery codes on the one occasion that they are shown.
import { Action } from '../../ui/Action.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useWords } from '../../words/index.ts'
import style from './Profile.module.css'

export function ProfileRecoveryCodes({ codes, onStored }: { codes: readonly string[]; onStored(): void }) {
  const words = useWords().profile.recovery
  return (
    <Notice kind="attention">
      <div className={style.recovery}>
        <p>
          <strong>{words.title}.</strong> {words.text}
        </p>
        <ul className={style.codes}>
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
        <div className={style.actions}>
          <CopyButton text={codes.join('\n')} label={words.copy} />
          <Action size="xs" onClick={onStored}>
            {words.stored}
          </Action>
        </div>
      </div>
    </Notice>
  )
}
