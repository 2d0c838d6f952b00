import { Skeleton } from '@mantine/core'
import { useTimeout } from '@mantine/hooks'
import { useState } from 'react'

const LATE_MS = 300 // what comes sooner needs no placeholder, which would only flicker

/** The room that something will take once it has come. */
export function Waiting({ lines, height = 20 }: { lines: number; height?: number }) {
  const [late, setLate] = useState(false)
  useTimeout(() => setLate(true), LATE_MS, { autoInvoke: true })
  return (
    <div aria-busy="true">
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} visible={late} animate={late} height={height} mb="sm" />
      ))}
    </div>
  )
}
