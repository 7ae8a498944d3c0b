// Calls the API only after a click.
//#replace
const hello = await fetch('/hello')
show('#hello', await hello.text())

const greeting = await fetch('/hello', {
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ name }),
})
const { message, error } = await greeting.json()
show('#greeting', message ?? error)
//#with
document.querySelector('form').addEventListener('submit', async (event) => {
  event.preventDefault()
  show('#hello', await (await fetch('/hello')).text())
})
//#end
