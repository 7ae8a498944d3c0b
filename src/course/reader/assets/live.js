// Hears what happens in the workshop as it happens. A page in the background lets go of its stream,
// because a browser keeps six connections to an address at most.

import { fillIn } from './actions.js'

export function startLive() {
  const panel = document.querySelector('.panel')
  const map = document.querySelector('[data-follow]')
  if (panel === null && map === null) return
  const query = panel === null ? '' : `?${new URLSearchParams({
    lesson: panel.dataset.lesson, seen: panel.dataset.revision,
  })}`
  let source
  const open = () => {
    source = new EventSource(`/events${query}`)
    source.addEventListener('parts', ({ data }) => fillIn(JSON.parse(data)))
    source.addEventListener('log', ({ data }) => addLog(JSON.parse(data)))
    source.addEventListener('current', ({ data }) => showElsewhere(JSON.parse(data)))
    if (map !== null) source.addEventListener('progress', () => reload(map))
  }
  const close = () => source.close()
  addEventListener('pagehide', close)
  document.addEventListener('visibilitychange', () => {
    close()
    if (document.hidden) return
    open()
    if (map !== null) void reload(map)
  })
  open()
}

async function reload(map) {
  const response = await fetch('/map')
  if (response.ok) fillIn({ [map.id]: await response.text() })
}

function addLog({ key, html }) {
  const log = document.querySelector('#log')
  const old = log.querySelector(`[data-key="${key}"]`)
  const isAtEnd = log.scrollTop + log.clientHeight > log.scrollHeight - 40
  if (old === null) log.insertAdjacentHTML('beforeend', html)
  else old.outerHTML = html
  while (log.children.length > 200) log.firstElementChild.remove()
  if (isAtEnd) log.scrollTop = log.scrollHeight
}

// Somebody saved the file of another lesson, or went on in the terminal.
function showElsewhere({ lesson, number, title }) {
  const place = document.querySelector('#elsewhere')
  const own = document.querySelector('.panel')?.dataset.lesson
  if (place === null) return
  place.hidden = lesson === own
  place.firstElementChild.href = `/lessons/${lesson}`
  place.firstElementChild.textContent = `Lesson ${number}: ${title}`
}
