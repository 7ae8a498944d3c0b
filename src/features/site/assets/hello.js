// Calls the hello API and shows the response as it came: status line, headers, body.

const output = document.querySelector('#response')

async function show(request) {
  output.textContent = '…'
  try {
    const response = await request
    const headers = [...response.headers].map(([name, value]) => `${name}: ${value}`)
    const lines = [`${response.status} ${response.statusText}`, ...headers, '', await response.text()]
    output.textContent = lines.join('\n')
  } catch (error) {
    output.textContent = `No response came: ${error.message}`
  }
}

document.querySelector('#get').addEventListener('click', () => show(fetch('/hello')))

document.querySelector('#post').addEventListener('submit', (event) => {
  event.preventDefault()
  const name = document.querySelector('#name').value
  show(fetch('/hello', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(name === '' ? {} : { name }),
  }))
})
