// Makes the pages of accounts better where scripts run; everything works without this file.

// These buttons are hidden until something can press them.
for (const button of document.querySelectorAll('button.copy')) {
  button.hidden = false
  button.addEventListener('click', async () => {
    button.textContent = await copy(button.dataset.copy) ? 'Copied' : 'Cannot copy'
    setTimeout(() => (button.textContent = 'Copy'), 2000)
  })
}
for (const button of document.querySelectorAll('button.print')) {
  button.hidden = false
  button.addEventListener('click', () => print())
}

// The clipboard API exists on https and localhost only.
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}

// The server writes times in UTC; the browser knows its own time zone.
const timeStyle = {
  year: 'numeric', month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit',
  timeZoneName: 'short',
}
for (const time of document.querySelectorAll('main time[datetime]')) {
  time.title = time.textContent
  time.textContent = new Date(time.dateTime).toLocaleString(undefined, timeStyle)
}

// A form that is sent twice makes two keys.
for (const form of document.querySelectorAll('form[method=post]')) {
  form.addEventListener('submit', (event) => {
    if (form.dataset.sent) event.preventDefault()
    form.dataset.sent = 'yes'
  })
}
addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form')) delete form.dataset.sent
})
