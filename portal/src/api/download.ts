// A file of the server's, put into the reader's downloads. A link alone cannot say which account is meant.
import { useMutation } from '@tanstack/react-query'
import { type Call, file } from './client.ts'

export function useDownload(name: string, request: Pick<Call, 'path' | 'query' | 'accountId'>) {
  return useMutation({ mutationFn: async () => save(name, await file(request)) })
}

export function save(name: string, content: Blob): void {
  const url = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
