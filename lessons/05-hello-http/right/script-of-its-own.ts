// The page loads its script from another path, and the script takes its time.
//#replace
  if (path === '/hello/page') return showPage(response)
//#with
  if (path === '/hello/page') return showPage(response)
  if (path === '/hello/page.js') {
    response.writeHead(200, { 'content-type': 'text/javascript' })
    return response.end(script)
  }
//#end
//#replace
const page = `<!doctype html>
//#with
const script = `
const name = new URLSearchParams(location.search).get('name') ?? 'Alice'
const hello = await fetch('/hello')
document.querySelector('#hello').textContent = await hello.text()
await new Promise((resolve) => setTimeout(resolve, 1000))
const greeting = await fetch('/hello', { method: 'POST', body: JSON.stringify({ name }) })
document.querySelector('#greeting').textContent = (await greeting.json()).message
`

const page = `<!doctype html>
//#end
//#replace
<script type="module">
// The form opens this page again, with the name in its URL: /hello/page?name=Alice
const name = new URLSearchParams(location.search).get('name') ?? 'Alice'

const hello = await fetch('/hello')
show('#hello', await hello.text())

const greeting = await fetch('/hello', {
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ name }),
})
const { message, error } = await greeting.json()
show('#greeting', message ?? error)

function show(place, text) {
  document.querySelector(place).textContent = text
}
</script>
//#with
<script type="module" src="/hello/page.js"></script>
//#end
