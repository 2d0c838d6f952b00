// The roles: one to choose, and what each may do.
import { Radio } from '@mantine/core'
import type { Role } from '../../api/people.ts'
import { FieldSet } from '../../ui/Form.tsx'
import { useWords } from '../../words/index.ts'
import { useSession } from '../session.ts'
import style from './Team.module.css'

const ROLES: readonly Role[] = ['owner', 'developer', 'finance', 'viewer']

/** Only an owner makes owners. */
export function RoleChoice({ value, onChange }: { value: Role; onChange(role: Role): void }) {
  const words = useWords()
  const { account } = useSession()
  return (
    <FieldSet legend={words.team.role}>
      {ROLES.map((role) => {
        const blocked = role === 'owner' && account.role !== 'owner'
        return (
          <Radio
            key={role}
            name="role"
            label={words.roles[role]}
            classNames={{ description: style.meaning }}
            description={blocked ? words.team.onlyOwners : words.roleMeanings[role]}
            disabled={blocked}
            checked={value === role}
            onChange={() => onChange(role)}
          />
        )
      })}
    </FieldSet>
  )
}

export function RoleMeanings() {
  const words = useWords()
  return (
    <section className={style.section} aria-labelledby="roles">
      <h2 id="roles">{words.team.whatRolesMay}</h2>
      <dl className={style.roles}>
        {ROLES.flatMap((role) => [
          <dt key={role}>{words.roles[role]}</dt>,
          <dd key={`${role} means`}>{words.roleMeanings[role]}</dd>,
        ])}
      </dl>
    </section>
  )
}
