// Buttons on each piece of code: copy it, and wrap its long lines or not. The choice applies to all
// code, and is remembered.

import { remember } from './memory.js'

export function startCode() {
  const codes = document.querySelectorAll('.text .code:not(.question *) code, .numbered code')
  for (const [index, code] of [...codes].entries()) offerTools(code, index)
  showWrapping()
  document.addEventListener('click', (event) => {
    if (event.target.closest('[data-wrap]') !== null) toggleWrapping()
    const button = event.target.closest('[data-copy]')
    if (button !== null) void copy(button)
  })
}

/** Wraps long lines, or no longer. Comments are always wrapped. */
export function toggleWrapping() {
  const isOff = document.documentElement.classList.toggle('unwrapped')
  remember('wrap', isOff ? 'off' : null)
  showWrapping()
}

function showWrapping() {
  const isOn = !document.documentElement.classList.contains('unwrapped')
  for (const button of document.querySelectorAll('[data-wrap]')) {
    button.setAttribute('aria-pressed', String(isOn))
  }
}

function offerTools(code, index) {
  code.id ||= `code-${index + 1}`
  const tools = document.createElement('div')
  tools.className = 'code-tools'
  if (hasLongLine(code)) {
    const wrap = makeButton('Wrap')
    wrap.dataset.wrap = ''
    wrap.title = 'Wrap long lines (w)'
    tools.append(wrap)
  }
  const copy = makeButton('Copy')
  copy.dataset.copy = code.id
  tools.append(copy)
  code.closest('figure').append(tools)
}

// A character of the fonts in use is about six tenths as wide as it's high. What is folded has no
// width yet.
function hasLongLine(code) {
  const longest = Math.max(...code.textContent.split('\n').map((line) => line.length))
  const width = code.parentElement.clientWidth || Infinity
  return longest * parseFloat(getComputedStyle(code).fontSize) * 0.6 > width - 32
    || width === Infinity && longest > 60
}

function makeButton(text) {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'small'
  button.append(document.createElement('span'))
  button.firstChild.textContent = text
  return button
}

async function copy(button) {
  const source = document.getElementById(button.dataset.copy)
  await navigator.clipboard.writeText(button.dataset.text ?? source.textContent)
  const words = button.querySelector('span')
  words.textContent = 'Copied'
  setTimeout(() => (words.textContent = 'Copy'), 1500)
}
