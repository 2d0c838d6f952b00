// The carriers of a route, however many, in the order in which they are tried.
import { ActionIcon, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import type { Carrier } from '../../api/operator-types.ts'
import { FieldSet } from '../../ui/Form.tsx'
import { Icon, type IconName } from '../../ui/Icon.tsx'
import { useWords } from '../../words/index.ts'
import style from './RouteCarriers.module.css'
import { moved } from './routeOrder.ts'

export function RouteCarriers({
  chosen,
  carriers,
  onChange,
}: {
  /** Their ids, the first one first. */
  chosen: readonly string[]
  carriers: readonly Carrier[]
  onChange(chosen: readonly string[]): void
}) {
  const words = useWords().operatorNetwork.routes
  const [said, setSaid] = useState('')
  const left = carriers.filter(({ id }) => !chosen.includes(id))
  const nameOf = (id: string): string => carriers.find((carrier) => carrier.id === id)?.name ?? words.unknownCarrier
  function move(id: string, by: 1 | -1): void {
    const next = moved(chosen, id, by)
    setSaid(words.isNow(nameOf(id), next.indexOf(id) + 1))
    onChange(next)
  }
  return (
    <FieldSet legend={words.order}>
      {chosen.length > 0 && (
        <ol className={style.carriers}>
          {chosen.map((id, place) => (
            <li key={id}>
              <span className={style.place}>{place + 1}</span>
              <span className={style.name}>{nameOf(id)}</span>
              <Turn icon="up" label={words.goesUp(nameOf(id))} ends={place === 0} onClick={() => move(id, -1)} />
              <Turn
                icon="down"
                label={words.goesDown(nameOf(id))}
                ends={place === chosen.length - 1}
                onClick={() => move(id, 1)}
              />
              <Turn
                icon="close"
                label={words.goesOut(nameOf(id))}
                onClick={() => onChange(chosen.filter((each) => each !== id))}
              />
            </li>
          ))}
        </ol>
      )}
      <p role="status" className={style.said}>
        {said}
      </p>
      {left.length === 0 ? (
        <p className={style.quiet}>{words.allChosen}</p>
      ) : (
        <NativeSelect
          label={words.addCarrier}
          value=""
          onChange={(event) => onChange([...chosen, event.currentTarget.value])}
          data={[
            { value: '', label: words.chooseCarrier, disabled: true },
            ...left.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      )}
    </FieldSet>
  )
}

/** `ends`: there is nowhere further to go. It keeps the focus then, so that whoever moved it here can go back. */
function Turn(parts: { icon: IconName; label: string; ends?: boolean; onClick(): void }) {
  const { icon, label, ends = false, onClick } = parts
  return (
    <ActionIcon
      variant="subtle"
      aria-label={label}
      {...(ends && { 'aria-disabled': true, 'data-disabled': true })}
      onClick={() => {
        if (!ends) onClick()
      }}
    >
      <Icon name={icon} size={16} />
    </ActionIcon>
  )
}
