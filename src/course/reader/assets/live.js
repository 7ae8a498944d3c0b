// Hears what happens in the workshop as it happens.

import { fillIn } from './actions.js'
import { keepOpen, showConnection } from './connection.js'

export function startLive() {
  const panel = document.querySelector('.panel')
  const map = document.querySelector('[data-follow]')
  const lesson = document.querySelector('[data-page-lesson]')?.dataset.pageLesson
  if (lesson === undefined && map === null) return
  const query = lesson === undefined ? '' : `?${new URLSearchParams({
    lesson, seen: panel?.dataset.revision ?? '',
  })}`
  const listeners = {
    parts: fillIn, log: addLog, current: showElsewhere,
    ...(map === null ? {} : { progress: () => reload(map) }),
  }
  const back = () => {
    showConnection(true)
    if (map !== null) void reload(map)
    checkAgain()
  }
  keepOpen(() => `/events${query}`, { listeners, onLost: () => showConnection(false), onBack: back })
  if (map === null) return
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) void reload(map)
  })
}

// What was saved while nobody watched has not been checked.
function checkAgain() {
  if (document.querySelector('.panel [data-action=hint]') === null) return
  document.querySelector('[data-check]')?.requestSubmit()
}

async function reload(map) {
  const response = await fetch('/map').catch(() => undefined)
  if (response?.ok) fillIn({ [map.id]: await response.text() })
}

function addLog({ key, html }) {
  const log = document.querySelector('#log')
  if (log === null) return
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
