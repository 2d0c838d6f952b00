import { Menu, UnstyledButton } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useSignOut } from '../api/queries.ts'
import type { Me } from '../api/types.ts'
import { PATHS } from '../paths.ts'
import { Icon } from '../ui/Icon.tsx'
import { choose, LANGUAGES, type Language, useLanguage, useWords } from '../words/index.ts'
import style from './Shell.module.css'

export function UserMenu({ me }: { me: Me }) {
  const words = useWords()
  const language = useLanguage()
  const signOut = useSignOut(me)
  return (
    <Menu position="bottom-end" shadow="md" width={240}>
      <Menu.Target>
        <UnstyledButton className={style.user} aria-label={words.shell.user(me.user.name)}>
          <Icon name="person" />
          <span>{me.user.name}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{me.user.email}</Menu.Label>
        <Menu.Item component={Link} to={PATHS.profile}>
          {words.navigation.security}
        </Menu.Item>
        <Menu.Item onClick={() => signOut.mutate()}>{words.shell.signOut}</Menu.Item>
        <Menu.Divider />
        <Menu.Label>{words.shell.language}</Menu.Label>
        {(Object.entries(LANGUAGES) as [Language, string][]).map(([name, label]) => (
          <Menu.Item
            key={name}
            lang={name}
            onClick={() => void choose(name)}
            {...(name === language && { rightSection: <Icon name="check" size={16} />, 'aria-current': true })}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
