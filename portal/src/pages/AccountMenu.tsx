import { Menu, UnstyledButton } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { AccountAccess } from '../api/types.ts'
import { PATHS } from '../paths.ts'
import { Icon } from '../ui/Icon.tsx'
import { useWords } from '../words/index.ts'
import style from './Shell.module.css'

/** Each account is a link; the first one is what `/` alone means. */
export function AccountMenu({
  accounts,
  account,
}: {
  accounts: readonly AccountAccess[]
  account: AccountAccess | undefined
}) {
  const words = useWords()
  const name = account?.name ?? words.shell.accounts
  if (accounts.length === 1 && account) return <p className={style.account}>{name}</p>
  return (
    <Menu position="bottom-start" shadow="md" width={260}>
      <Menu.Target>
        <UnstyledButton className={style.account} aria-label={words.shell.switchAccount(name)}>
          <span>{name}</span>
          <Icon name="choose" size={16} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown aria-label={words.shell.accounts}>
        {accounts.map(({ id, name }, index) => (
          <Menu.Item
            key={id}
            renderRoot={(props) => (
              <Link {...props} to={PATHS.overview} search={{ account: index === 0 ? undefined : id }} />
            )}
            {...(id === account?.id && { rightSection: <Icon name="check" size={16} />, 'aria-current': true })}
          >
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
