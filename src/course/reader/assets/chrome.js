// The things around the text: colours, contents, copy buttons, and where in the text one is.

import { recall, remember } from './memory.js'

const themes = [null, 'light', 'dark']
const themeWords = { null: 'as the system', light: 'light', dark: 'dark' }

export function startChrome() {
  startTheme()
  startContents()
  startCopying()
  followReading()
}

function startTheme() {
  const button = document.querySelector('[data-theme-button]')
  const show = (theme) => {
    if (theme === null) delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = theme
    button.setAttribute('aria-label', `Colours: ${themeWords[theme]}`)
    button.title = `Colours: ${themeWords[theme]}`
  }
  let theme = themes.includes(recall('theme')) ? recall('theme') : null
  show(theme)
  button.addEventListener('click', () => {
    theme = themes[(themes.indexOf(theme) + 1) % themes.length]
    remember('theme', theme)
    show(theme)
  })
}

// On a desk the contents are open until somebody closes them, on a phone the other way round.
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

function startCopying() {
  offerCode()
  document.addEventListener('click', async (event) => {
    const button = event.target.closest('[data-copy]')
    if (button === null) return
    const source = document.getElementById(button.dataset.copy)
    await navigator.clipboard.writeText(source.textContent)
    const words = button.querySelector('span')
    words.textContent = 'Copied'
    setTimeout(() => (words.textContent = 'Copy'), 1500)
  })
}

// Each piece of code in the text can be copied, too.
function offerCode() {
  for (const [index, code] of [...document.querySelectorAll('.text > .code code')].entries()) {
    code.id = `code-${index + 1}`
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'small copy-code'
    button.dataset.copy = code.id
    button.append(document.createElement('span'))
    button.firstChild.textContent = 'Copy'
    code.closest('figure').append(button)
  }
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
