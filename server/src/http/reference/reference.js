// Copy buttons, the menu that is closed on a phone, and which call is being read.
for (const button of document.querySelectorAll('[data-copy]')) {
  button.addEventListener('click', async () => {
    const code = button.closest('figure').querySelector('code').textContent
    await navigator.clipboard.writeText(code)
    button.textContent = 'Copied'
    setTimeout(() => {
      button.textContent = 'Copy'
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
  const links = new Map([...menu.querySelectorAll('a[href^="#"]')].map((link) => [link.hash.slice(1), link]))
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
  for (const section of document.querySelectorAll('main section')) seen.observe(section)
}
