// Makes the shortener's pages better where scripts run; everything works without this file.

// Copy buttons are hidden until something can press them.
for (const button of document.querySelectorAll('button.copy')) {
  button.hidden = false
  // Its text changes when it's pressed, and a screen reader says so.
  button.setAttribute('aria-live', 'polite')
  button.addEventListener('click', async () => {
    button.textContent = await copy(button) ? 'Copied' : 'Press Ctrl+C'
    setTimeout(() => (button.textContent = 'Copy'), 2000)
  })
}

// The clipboard API exists on https and localhost only; selecting the text works everywhere.
async function copy(button) {
  try {
    await navigator.clipboard.writeText(button.dataset.copy)
    return true
  } catch {
    const link = button.closest('.short, .row').querySelector('a')
    getSelection().selectAllChildren(link)
    return document.execCommand('copy')
  }
}

// Times are written in UTC; here the visitor's own time zone is known.
const timeStyle = {
  year: 'numeric', month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit',
  timeZoneName: 'short',
}
for (const time of document.querySelectorAll('main time[datetime]')) {
  time.title = time.textContent
  time.textContent = new Date(time.dateTime).toLocaleString(undefined, timeStyle)
}

// The server reads times of forms as UTC: they're shown in the visitor's time zone, and turned into
// UTC when the form is sent.
if ('FormDataEvent' in window) {
  document.querySelectorAll('input[type=datetime-local]').forEach(useOwnTimeZone)
}

function useOwnTimeZone(field) {
  const utc = field.defaultValue
  field.value = utc && toLocal(new Date(`${utc}Z`))
  const shown = field.value
  field.form.addEventListener('formdata', ({ formData }) => {
    // In the hour that the clock shows twice, a time that nobody touched would change.
    formData.set(field.name, field.value === shown ? utc : toUtc(field.value))
  })
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  field.closest('.field').querySelector('[data-zone]').textContent = `In your time zone, ${timeZone}`
}

function toLocal(date) {
  const minutes = date.getTime() / 60_000 - date.getTimezoneOffset()
  return Number.isNaN(minutes) ? '' : new Date(minutes * 60_000).toISOString().slice(0, 16)
}

function toUtc(local) {
  return local && new Date(local).toISOString().slice(0, 16)
}

// A form that is sent twice makes two links.
for (const form of document.querySelectorAll('form[method=post]')) {
  form.addEventListener('submit', (event) => {
    if (form.dataset.sent) event.preventDefault()
    form.dataset.sent = 'yes'
  })
}
addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form')) delete form.dataset.sent
})
