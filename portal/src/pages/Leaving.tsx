// Asks before somebody leaves what is still under way, within the portal or out of it.
import { useBlocker } from '@tanstack/react-router'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { useWords } from '../words/index.ts'

/** `means`: what is lost. A browser asks in its own words where the tab is closed. */
export function Leaving({ underWay, means }: { underWay: boolean; means: string }) {
  const words = useWords().ui.leaving
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: () => true,
    enableBeforeUnload: true,
    disabled: !underWay,
    withResolver: true,
  })
  if (status !== 'blocked') return null
  return (
    <ConfirmDialog title={words.title} open onClose={reset} onConfirm={proceed} confirm={words.leave}>
      <p>{means}</p>
    </ConfirmDialog>
  )
}
