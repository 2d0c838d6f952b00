import { Tabs as MantineTabs } from '@mantine/core'
import type { ReactNode } from 'react'
import style from './Tabs.module.css'

/** Views of the same thing. Which one is open belongs in the address where somebody may want to send it on. */
export function Tabs<Name extends string>({
  label,
  value,
  onChange,
  tabs,
}: {
  label: string
  value: Name
  onChange(value: Name): void
  tabs: readonly { value: Name; label: ReactNode; content: ReactNode }[]
}) {
  return (
    <MantineTabs value={value} onChange={(next) => next !== null && onChange(next as Name)} keepMounted={false}>
      <MantineTabs.List aria-label={label} className={style.list}>
        {tabs.map((tab) => (
          <MantineTabs.Tab key={tab.value} value={tab.value} className={style.tab}>
            {tab.label}
          </MantineTabs.Tab>
        ))}
      </MantineTabs.List>
      {tabs.map((tab) => (
        <MantineTabs.Panel key={tab.value} value={tab.value} className={style.panel}>
          {tab.content}
        </MantineTabs.Panel>
      ))}
    </MantineTabs>
  )
}
