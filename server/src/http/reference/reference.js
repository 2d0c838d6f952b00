// What a page of the reference does: languages in tabs, the reader's own secrets in the examples, copy buttons, the menu that
// is closed on a phone, and which call is being read.
const all = (selector, within = document) => [...within.querySelectorAll(selector)]

// One choice of language for the whole page; what the reader looks at stays where it is.
function choose(language, from) {
  const before = from?.getBoundingClientRect().top
  for (const tab of all('[role="tab"]')) {
    const chosen = tab.dataset.language === language
    tab.setAttribute('aria-selected', String(chosen))
    tab.tabIndex = chosen ? 0 : -1
  }
  for (const panel of all('[role="tabpanel"]')) panel.hidden = panel.dataset.language !== language
  if (from) scrollBy({ top: from.getBoundingClientRect().top - before, behavior: 'instant' })
}

const STEPS = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity }
for (const tabs of all('[role="tablist"]')) {
  tabs.hidden = false
  const each = all('[role="tab"]', tabs)
  tabs.addEventListener('click', ({ target }) => {
    const tab = target.closest('[role="tab"]')
    if (tab) choose(tab.dataset.language, tab)
  })
  tabs.addEventListener('keydown', (event) => {
    const step = STEPS[event.key]
    if (step === undefined) return
    event.preventDefault()
    const at = each.indexOf(document.activeElement)
    const to = Number.isFinite(step) ? (at + step + each.length) % each.length : step < 0 ? 0 : each.length - 1
    choose(each[to].dataset.language, each[to])
    each[to].focus({ preventScroll: true })
  })
}
const first = document.querySelector('[role="tab"]')
if (first) choose(first.dataset.language)

// Every place of a secret stands between single quotes of a shell.
for (const field of all('[data-fills]')) {
  field.closest('fieldset').hidden = false
  const places = all(`[data-secret="${field.dataset.fills}"]`)
  field.addEventListener('input', () => {
    const own = field.value.trim()
    for (const place of places) {
      place.textContent = own === '' ? field.placeholder : own.replaceAll("'", "'\\''")
      place.classList.toggle('own', own !== '')
    }
  })
}

const said = document.querySelector('[role="status"]')
for (const button of all('[data-copy]')) {
  button.addEventListener('click', async () => {
    const code = button.closest('figure').querySelector('code')
    const copied = await navigator.clipboard?.writeText(code.textContent).then(
      () => true,
      () => false,
    )
    // Browsers give the clipboard to pages over https or from this machine; elsewhere the reader has it selected.
    if (!copied) getSelection().selectAllChildren(code)
    button.textContent = copied ? 'Copied' : 'Selected'
    said.textContent = copied ? 'Copied' : 'Selected: copy it with the keyboard'
    setTimeout(() => {
      button.textContent = 'Copy'
      said.textContent = ''
    }, 1500)
  })
}

const menu = document.querySelector('.menu')
const narrow = matchMedia('(max-width: 56rem)')
if (menu) {
  menu.open = !narrow.matches
  narrow.addEventListener('change', () => {
    menu.open = !narrow.matches
  })
  menu.addEventListener('click', (event) => {
    if (narrow.matches && event.target.closest('a')) menu.open = false
  })
  const links = new Map(all('a[href^="#"]', menu).map((link) => [link.hash.slice(1), link]))
  const seen = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue
        for (const link of links.values()) link.removeAttribute('aria-current')
        links.get(target.id)?.setAttribute('aria-current', 'true')
      }
    },
    { rootMargin: '-10% 0px -80% 0px' },
  )
  for (const section of all('main section')) seen.observe(section)
}
