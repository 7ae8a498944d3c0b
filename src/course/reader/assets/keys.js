// Keyboard shortcuts of a single key, which can be turned off.

import { toggleWrapping } from './code.js'
import { recall, remember } from './memory.js'
import { showView } from './panel.js'

const actions = {
  '/': () => document.querySelector('#search, #find').focus(),
  'j': () => follow('[data-way=next]'),
  'k': () => follow('[data-way=previous]'),
  'c': () => press('[data-check] button'),
  'h': () => {
    if (document.querySelector('.panel') !== null) showView('verdict')
    press('[data-action=hint], [data-action=begin]')
  },
  'w': () => toggleWrapping(),
  'm': () => (location.href = '/'),
  '1': () => view('verdict'),
  '2': () => view('wire'),
  '3': () => view('console'),
  '4': () => view('log'),
  '?': () => openKeys(),
}

export function startKeys() {
  const dialog = document.querySelector('#keys-dialog')
  const box = dialog.querySelector('[data-keys-switch]')
  box.checked = recall('keys') !== 'off'
  box.addEventListener('change', () => remember('keys', box.checked ? null : 'off'))
  document.querySelector('[data-keys-button]').addEventListener('click', openKeys)
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close()
  })
  document.addEventListener('keydown', (event) => {
    if (!box.checked || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
    if (dialog.open && event.key !== '?') return
    const act = actions[event.key]
    if (act === undefined) return
    event.preventDefault()
    act()
  })
}

function isTyping(target) {
  return target.closest('input:not([type=radio], [type=checkbox]), textarea, select') !== null
}

function openKeys() {
  const dialog = document.querySelector('#keys-dialog')
  if (dialog.open) dialog.close()
  else dialog.showModal()
}

function view(name) {
  if (document.querySelector('.panel') === null) return
  showView(name)
  document.querySelector(`#tab-${name}`).focus()
}

function follow(selector) {
  document.querySelector(selector)?.click()
}

function press(selector) {
  document.querySelector(selector)?.click()
}
