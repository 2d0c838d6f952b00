// The fields of a form whose answer is an address: they follow it in place, so that whoever is in one of them stays there.
import { useEffect, useRef } from 'react'

export function useFields(values: Record<string, string>) {
  const form = useRef<HTMLFormElement>(null)
  const given = useRef('')
  const wanted = JSON.stringify(values)
  useEffect(() => {
    // What the form itself has asked for is in it, and somebody may be writing on.
    if (given.current !== wanted) {
      for (const [name, value] of Object.entries(JSON.parse(wanted) as Record<string, string>)) {
        const field = form.current?.elements.namedItem(name)
        if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) field.value = value
      }
    }
    given.current = ''
  }, [wanted])

  return {
    form,
    /** What is in the fields now, without the blanks around it. */
    read(): Record<string, string> {
      const data = form.current ? new FormData(form.current) : null
      const fields = Object.keys(values).map((name) => [name, String(data?.get(name) ?? '').trim()])
      given.current = JSON.stringify(Object.fromEntries(fields))
      return Object.fromEntries(fields)
    },
    /** For a button that goes away as it is pressed. */
    focusSubmit: () => form.current?.querySelector<HTMLElement>('[type=submit]')?.focus(),
  }
}
