import { useWords } from '../words/index.ts'
import { Action } from './Action.tsx'
import { CopyButton } from './CopyButton.tsx'
import { Notice } from './Notice.tsx'
import style from './SecretPanel.module.css'

/** Secrets on the one occasion that they are shown, until somebody says that they are stored. `name` is shown where there
 * are several, as with a key pair. */
export function SecretPanel({
  secrets,
  onStored,
}: {
  secrets: readonly { name?: string; value: string }[]
  onStored(): void
}) {
  const words = useWords()
  return (
    <Notice kind="attention">
      <div className={style.secret}>
        <p>
          <strong>{words.secret.title}.</strong> {words.secret.text}
        </p>
        {secrets.map(({ name, value }) => (
          <div key={value} className={style.line}>
            <code>
              {name !== undefined && <span className={style.name}>{name}</span>}
              {value}
            </code>
            <CopyButton text={value} {...(name !== undefined && { label: `${words.ui.copy}: ${name}` })} />
          </div>
        ))}
        <div>
          <Action onClick={onStored}>{words.secret.stored}</Action>
        </div>
      </div>
    </Notice>
  )
}
