// A keyword rule, made or changed.
import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useChange } from '../../api/queries.ts'
import { KEYWORD_ACTIONS, type KeywordAction, type KeywordRule } from '../../api/two-way.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/Form.tsx'
import { useWords } from '../../words/index.ts'
import { problemText } from '../Problem.tsx'
import { useSession } from '../session.ts'

export function KeywordsForm({ rule, onClose }: { rule?: KeywordRule; onClose(): void }) {
  const words = useWords()
  const { keywords } = words.twoWay
  const { me, account } = useSession()
  const [keyword, setKeyword] = useState(rule?.keyword ?? '')
  const [action, setAction] = useState<KeywordAction>(rule?.action ?? 'reply')
  const [reply, setReply] = useState(rule?.reply ?? '')
  const [url, setUrl] = useState(rule?.url ?? '')
  const save = useChange<object, KeywordRule>(me, account.id, (body) =>
    rule
      ? { method: 'PATCH', path: `/v1/keywords/${rule.id}`, body }
      : { path: '/v1/keywords', body: { ...body, keyword: keyword.trim() } },
  )
  return (
    <Dialog title={rule ? keywords.changeTitle(rule.keyword) : keywords.add} open onClose={onClose}>
      <Form
        submit={rule ? keywords.save : keywords.submit}
        onCancel={onClose}
        busy={save.isPending}
        error={save.error && problemText(words, save.error)}
        onSubmit={() =>
          save.mutate(
            { action, reply: reply.trim() || null, url: action === 'forward' ? url.trim() : null },
            { onSuccess: onClose },
          )
        }
      >
        {!rule && (
          <TextInput
            label={keywords.keyword}
            description={keywords.keywordHint}
            value={keyword}
            onChange={(event) => setKeyword(event.currentTarget.value)}
            required
            maxLength={32}
            autoComplete="off"
            data-autofocus
          />
        )}
        <NativeSelect
          label={keywords.action}
          value={action}
          onChange={(event) => setAction(event.currentTarget.value as KeywordAction)}
          data={KEYWORD_ACTIONS.map((each) => ({ value: each, label: keywords.actions[each] }))}
        />
        {action === 'forward' && (
          <TextInput
            label={keywords.url}
            type="url"
            placeholder="https://example.com/orders"
            value={url}
            onChange={(event) => setUrl(event.currentTarget.value)}
            required
          />
        )}
        <Textarea
          label={keywords.reply}
          description={action === 'reply' ? keywords.replyHint : keywords.replyOptional}
          value={reply}
          onChange={(event) => setReply(event.currentTarget.value)}
          rows={3}
          maxLength={1600}
          required={action === 'reply'}
        />
      </Form>
    </Dialog>
  )
}
