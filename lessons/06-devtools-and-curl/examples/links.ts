// A server with one link, and a page with a button that should delete it.

import { createServer } from 'node:http'

const links = new Map([['/links/12', 'https://example.com/']])

const page = `<button onclick="remove()">Delete link 12</button> <p id="result"></p><script>
async function remove() {
  const response = await fetch('/links/12')
  document.querySelector('#result').textContent = response.ok ? 'Deleted' : 'Failed'
}
</script>`

createServer(({ method, url = '' }, response) => {
  if (url === '/') {
    return response.setHeader('content-type', 'text/html; charset=utf-8').end(page)
  }
  const link = links.get(url)
  if (link === undefined) return response.writeHead(404).end('There is no such link\n')
  if (method !== 'DELETE') return response.end(`${link}\n`)
  links.delete(url)
  response.writeHead(204).end()
}).listen(Number(process.env.PORT ?? 3002), '127.0.0.1')
