// Forms that change a part of the page send themselves and fill in what came back, without a reload.

import { showConnection } from './connection.js'

export function startActions() {
  ignoreSecondClicks()
  document.addEventListener('submit', async (event) => {
    const form = event.target.closest('form[data-into]')
    if (form === null) return
    event.preventDefault()
    if (form.dataset.ask && !confirm(form.dataset.ask)) return
    await send(form, event.submitter)
  })
}

// The second click of a double click would press what has taken the place of the button.
function ignoreSecondClicks() {
  const doubleClickMs = 500
  const nearPixels = 10
  let last = { timeStamp: -Infinity, clientX: 0, clientY: 0 }
  document.addEventListener('click', (event) => {
    if (event.detail === 0 || event.target.closest('form[data-into]') === null) return
    const distance = Math.hypot(event.clientX - last.clientX, event.clientY - last.clientY)
    const isSecond = event.timeStamp - last.timeStamp < doubleClickMs && distance < nearPixels
    if (isSecond && event.target.closest('button') !== null) event.preventDefault()
    last = event
  }, true)
}

async function send(form, submitter) {
  if (form.hasAttribute('aria-busy')) return
  form.setAttribute('aria-busy', 'true')
  try {
    const body = new URLSearchParams(new FormData(form, submitter))
    const headers = { 'x-part': form.dataset.into, 'accept': 'application/json' }
    const response = await fetch(form.action, { method: 'POST', body, headers })
    const answer = await response.json()
    if (response.ok) fillIn(answer)
    else alert(answer.detail)
  } catch {
    showConnection(false)
  } finally {
    form.removeAttribute('aria-busy')
  }
}

/** Fills places of the page, by their id. The focus stays where it was as far as that is possible. */
export function fillIn(parts) {
  for (const [id, text] of Object.entries(parts)) {
    const place = document.getElementById(id)
    if (place === null || place.dataset.text === text) continue
    const active = place.contains(document.activeElement) ? document.activeElement : undefined
    place.innerHTML = text
    if (active !== undefined) restoreFocus(place, active)
  }
}

function restoreFocus(place, old) {
  const action = old.dataset.action ?? old.name
  const same = old.id !== '' ? document.getElementById(old.id)
    : [...place.querySelectorAll('button, a')].find((each) => isSame(each, old, action))
  if (same) return same.focus()
  place.tabIndex = -1
  place.focus({ preventScroll: true })
}

function isSame({ dataset, name, href }, old, action) {
  if (action === undefined || action === '') return href !== undefined && href === old.href
  return (dataset.action ?? name) === action
}
