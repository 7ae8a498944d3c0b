// The things around the text: the theme, the contents, and where in the text you are.

import { recall, remember } from './memory.js'

export function startChrome() {
  startTheme()
  startContents()
  followReading()
}

// Each click shows the other colours. Those of the system need no choice, so they follow it.
function startTheme() {
  const button = document.querySelector('[data-theme-button]')
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const system = () => (dark.matches ? 'dark' : 'light')
  let chosen = recall('theme')
  if (chosen !== 'light' && chosen !== 'dark') chosen = null
  const show = () => {
    if (chosen === null) delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = chosen
    const words = chosen === null ? `${system()} (system)` : chosen
    button.setAttribute('aria-label', `Theme: ${words}`)
    button.title = `Theme: ${words}`
  }
  button.addEventListener('click', () => {
    const other = (chosen ?? system()) === 'dark' ? 'light' : 'dark'
    chosen = other === system() ? null : other
    remember('theme', chosen)
    show()
  })
  dark.addEventListener('change', show)
  show()
}

// On a wide screen the contents are open until somebody closes them; on a phone, the opposite.
function startContents() {
  const button = document.querySelector('.contents-button')
  if (button === null) return
  const root = document.documentElement.classList
  const narrow = matchMedia('(max-width: 70rem)')
  const show = () => {
    const isOpen = narrow.matches ? root.contains('contents-open') : !root.contains('contents-closed')
    button.setAttribute('aria-expanded', String(isOpen))
  }
  button.addEventListener('click', () => {
    if (narrow.matches) {
      root.toggle('contents-open')
    } else {
      const isClosed = root.toggle('contents-closed')
      remember('contents', isClosed ? 'closed' : null)
    }
    show()
  })
  document.querySelector('#contents').addEventListener('click', (event) => {
    if (!narrow.matches || event.target.closest('a') === null) return
    root.remove('contents-open')
    show()
  })
  narrow.addEventListener('change', show)
  show()
}

function followReading() {
  const links = [...document.querySelectorAll('.headings a')]
  const sections = links.map((link) => document.getElementById(link.hash.slice(1)))
  if (links.length === 0) return
  const mark = () => {
    const passed = sections.filter((section) => section?.getBoundingClientRect().top < innerHeight / 3)
    const here = sections.indexOf(passed.at(-1))
    links.forEach((link, index) => link.classList.toggle('reading', index === here))
  }
  let isWaiting = false
  addEventListener('scroll', () => {
    if (isWaiting) return
    isWaiting = true
    requestAnimationFrame(() => {
      isWaiting = false
      mark()
    })
  }, { passive: true })
  mark()
}
