// The pages to go to: groups at the side that fold; on a phone a bar of the main ones, and the rest in a sheet.
import { UnstyledButton } from '@mantine/core'
import { useDisclosure, useLocalStorage } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import { SidePanel } from '../ui/Dialog.tsx'
import { Icon } from '../ui/Icon.tsx'
import { useWords } from '../words/index.ts'
import style from './Navigation.module.css'
import { byGroup, type Entry } from './navigation.ts'

export function Navigation({ entries }: { entries: readonly Entry[] }) {
  const words = useWords().navigation
  const [open, { open: show, close }] = useDisclosure()
  return (
    <>
      <nav className={style.side} aria-label={words.label}>
        <Groups entries={entries} />
      </nav>
      <nav className={style.bar} aria-label={words.label}>
        {entries
          .filter(({ main }) => main)
          .map((entry) => (
            <PageLink key={entry.path} entry={entry} />
          ))}
        <UnstyledButton className={style.link} onClick={show} aria-haspopup="dialog">
          <Icon name="menu" />
          {words.more}
        </UnstyledButton>
      </nav>
      <SidePanel title={words.label} open={open} onClose={close} from="bottom">
        <nav className={style.sheet} aria-label={words.more}>
          <Groups entries={entries} onChosen={close} />
        </nav>
      </SidePanel>
    </>
  )
}

function Groups({ entries, onChosen }: { entries: readonly Entry[]; onChosen?: () => void }) {
  const words = useWords().navigation
  const [folded, setFolded] = useLocalStorage<string[]>({ key: 'njiwa.folded', defaultValue: [] })
  return byGroup(entries).map(({ group, entries }) => {
    const links = (
      <ul>
        {entries.map((entry) => (
          <li key={entry.path}>
            <PageLink entry={entry} onChosen={onChosen} />
          </li>
        ))}
      </ul>
    )
    if (group === undefined) return <div key="first">{links}</div>
    const isFolded = folded.includes(group)
    return (
      <div key={group} className={style.group}>
        <UnstyledButton
          className={style.heading}
          aria-expanded={!isFolded}
          onClick={() => setFolded(isFolded ? folded.filter((name) => name !== group) : [...folded, group])}
        >
          {words.groups[group]}
          <Icon name="down" size={14} />
        </UnstyledButton>
        {!isFolded && links}
      </div>
    )
  })
}

function PageLink({ entry, onChosen }: { entry: Entry; onChosen?: (() => void) | undefined }) {
  const words = useWords().navigation
  const { path, icon, outside } = entry
  const inside = (
    <>
      <Icon name={icon} />
      <span>{words[entry.word]}</span>
    </>
  )
  if (outside) {
    return (
      <a className={style.link} href={path}>
        {inside}
      </a>
    )
  }
  return (
    <Link
      to={path}
      className={style.link}
      activeOptions={{ exact: path === '/' || path === '/operator', includeSearch: false }}
      onClick={onChosen}
    >
      {inside}
    </Link>
  )
}
