// The panel beside the text: its four views, the sheet that it is on a phone, and what a part of the
// wire means.

export function startPanel() {
  const panel = document.querySelector('.panel')
  if (panel === null) return
  const tabs = [...panel.querySelectorAll('[role=tab]')]
  for (const tab of tabs) tab.addEventListener('click', () => showView(tab.id.slice(4)))
  panel.querySelector('[role=tablist]').addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (step === undefined) return
    const next = tabs.at((tabs.indexOf(document.activeElement) + step) % tabs.length)
    showView(next.id.slice(4))
    next.focus()
    event.preventDefault()
  })
  startSheet(panel)
  keepFocusSeen(panel)
  startInspector(panel)
  const followAddress = () => {
    const [, view] = /^#view-(\w+)$/.exec(location.hash) ?? []
    if (view !== undefined) return showView(view)
    const target = document.getElementById(location.hash.slice(1))
    if (isSheet(panel) && target !== null && !panel.contains(target)) openSheet(false)
  }
  addEventListener('hashchange', followAddress)
  followAddress()
}

/** Shows one of the views: result, wire, console, log. */
export function showView(name) {
  for (const tab of document.querySelectorAll('.panel [role=tab]')) {
    const isShown = tab.id === `tab-${name}`
    tab.setAttribute('aria-selected', String(isShown))
    tab.tabIndex = isShown ? 0 : -1
  }
  for (const view of document.querySelectorAll('.panel .view')) {
    view.classList.toggle('shown', view.id === `view-${name}`)
  }
  openSheet(true)
}

function openSheet(isOpen) {
  document.querySelector('.panel').classList.toggle('open', isOpen)
  const button = document.querySelector('.sheet-button')
  button.setAttribute('aria-expanded', String(isOpen))
  button.setAttribute('aria-label', isOpen ? 'Hide the result' : 'Show the result')
}

function isSheet(panel) {
  return getComputedStyle(panel).position === 'fixed'
}

// On a narrow window the panel covers the text, and would hide what has the focus there.
function keepFocusSeen(panel) {
  document.addEventListener('focusin', ({ target }) => {
    if (!isSheet(panel) || panel.contains(target) || target === document.body) return
    openSheet(false)
    const hidden = target.getBoundingClientRect().bottom - panel.getBoundingClientRect().top + 8
    if (hidden > 0) scrollBy(0, hidden)
  })
  document.querySelector('[data-skip-to-panel]')?.addEventListener('click', (event) => {
    event.preventDefault()
    openSheet(true)
    panel.focus()
    panel.scrollIntoView({ block: 'nearest' })
  })
}

function startSheet(panel) {
  const toggle = () => openSheet(!panel.classList.contains('open'))
  panel.querySelector('.sheet-button').addEventListener('click', toggle)
  panel.querySelector('.status').addEventListener('click', toggle)
  panel.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && panel.classList.contains('open')) openSheet(false)
  })
}

// What the pointer or the focus is on is named in the line above the bytes.
function startInspector(panel) {
  const inspect = (event) => {
    const part = event.target.closest?.('[data-label]')
    const line = part?.closest('.view')?.querySelector('[data-inspector]')
    if (line === null || line === undefined) return
    const { label, lesson } = part.dataset
    line.replaceChildren(label, ...(lesson === undefined ? [] : [' · ', lessonName(lesson)]))
  }
  panel.addEventListener('pointerover', inspect)
  panel.addEventListener('focusin', inspect)
}

function lessonName(id) {
  const words = document.createElement('span')
  words.textContent = `explained in ${id.replaceAll('-', ' ')}`
  return words
}
