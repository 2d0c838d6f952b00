// One message past the queue to one phone, and what the carrier said of it.
import { TextInput } from '@mantine/core'
import type { Carrier, CarrierTest } from '../../api/operator-types.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { FieldRow, Form } from '../../ui/Form.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { duration } from '../../ui/text.ts'
import { useWords } from '../../words/index.ts'
import { problemText } from '../Problem.tsx'
import style from './Operator.module.css'
import { useOperatorChange } from './useOperator.ts'

export function CarrierTestDialog({ carrier, onClose }: { carrier: Carrier; onClose(): void }) {
  const words = useWords()
  const own = words.operatorNetwork.carriers
  const test = useOperatorChange<object, CarrierTest>((body) => ({ path: `/carriers/${carrier.id}/test`, body }))
  return (
    <Dialog title={own.testTitle(carrier.name)} open onClose={onClose}>
      <Form
        submit={own.testSend}
        busy={test.isPending}
        error={test.error && problemText(words, test.error)}
        onCancel={onClose}
        onSubmit={(form) => test.mutate(Object.fromEntries(form))}
      >
        <p className={style.quiet}>{own.testMeans}</p>
        <FieldRow>
          <TextInput name="to" type="tel" label={own.testTo} placeholder="+255…" required data-autofocus />
          <TextInput name="sender" label={own.testFrom} defaultValue="Test" maxLength={16} required />
        </FieldRow>
        {test.data && <Result test={test.data} />}
      </Form>
    </Dialog>
  )
}

function Result({ test: { outcome, status, answered_ms, remote_ids, receipts } }: { test: CarrierTest }) {
  const words = useWords().operatorNetwork.carriers
  if (outcome !== 'accepted') {
    return (
      <Notice kind="harm">
        {words.outcomes[outcome]} {status && <code>{status}</code>}
      </Notice>
    )
  }
  return (
    <Notice kind="done">
      <p>
        {words.taken(duration(answered_ms))} <code>{remote_ids.join(', ')}</code>
      </p>
      {receipts.length === 0 ? (
        <p>{words.noReceipt}</p>
      ) : (
        receipts.map(({ stat, error, at }) => (
          <p key={at}>
            {words.receipt} <code>{stat}</code> {error && <code>{error}</code>}
          </p>
        ))
      )}
    </Notice>
  )
}
