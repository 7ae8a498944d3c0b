// The hello API, and a page that calls it.
//
//   GET  /hello                    Hello, World!
//   POST /hello {"name":"Alice"}   {"message":"Hello, Alice!"}
//   POST /hello {}                 400 {"error":"Missing name parameter"}
//   GET  /hello/page?name=Alice    a page that calls both, and shows what came back

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

const server = createServer(async (request, response) => {
  // What follows a question mark isn't part of the path.
  const [path] = (request.url ?? '').split('?')
  if (path === '/hello' && request.method === 'GET') return sayHello(response)
  if (path === '/hello' && request.method === 'POST') return greet(request, response)
  if (path === '/hello/page') return showPage(response)
  sendJson(response, 404, { error: 'Nothing is here' })
})

// Only programs on this machine can connect. Without an address, everyone in your network could.
server.listen(Number(process.env.PORT), '127.0.0.1')

//#region todo In these three functions, send the responses that the table in the lesson lists
//? A response has three parts: the status and the headers, the body, and the end.
//? Which calls write them, and what is `name` if the client sent {}?
//> showPage, below, sends a page. "The type" lists the types. Send the 400 first, and return.
//= function sayHello(response: ServerResponse): void {
//=   response.writeHead(501).end()
//= }
//=
//= async function greet(request: IncomingMessage, response: ServerResponse): Promise<void> {
//=   const { name } = await readJson(request)
//=   sendJson(response, 501, { error: `There's no greeting yet, but this was sent: ${name}` })
//= }
//=
//= function sendJson(response: ServerResponse, status: number, value: unknown): void {
//=   response.writeHead(status).end()
//= }
function sayHello(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' })
  response.end('Hello, World!')
}

async function greet(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { name } = await readJson(request)
  if (typeof name !== 'string' || name === '') {
    return sendJson(response, 400, { error: 'Missing name parameter' })
  }
  sendJson(response, 200, { message: `Hello, ${name}!` })
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(value))
}
//#endregion

function showPage(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
  response.end(page)
}

// Waits for the whole body, and reads it as JSON. Lesson 10 is about all that can go wrong here.
async function readJson(request: IncomingMessage): Promise<{ name?: unknown }> {
  let text = ''
  request.setEncoding('utf8')
  try {
    for await (const piece of request) text += piece
    return JSON.parse(text) ?? {}
  } catch {
    // The body isn't JSON, or the client is gone.
    return {}
  }
}

const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Hello</title>
<h1>Hello</h1>
<form><label>Your name <input name="name"></label> <button>Greet me</button></form>
<p>GET /hello said: <output id="hello">nothing yet</output></p>
<p>POST /hello said: <output id="greeting">nothing yet</output></p>
<script type="module">
// The form opens this page again, with the name in its URL: /hello/page?name=Alice
const name = new URLSearchParams(location.search).get('name') ?? 'Alice'

//#region todo Call the API twice, and show what it said
//? The page can do what curl does: send a request, wait, and read the response.
//? Which function sends one, and what are its two waits?
//> Read "A page that calls an API". show, below, puts a text on the page.
const hello = await fetch('/hello')
show('#hello', await hello.text())

const greeting = await fetch('/hello', {
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ name }),
})
const { message, error } = await greeting.json()
show('#greeting', message ?? error)
//#endregion

function show(place, text) {
  document.querySelector(place).textContent = text
}
</script>
</html>
`
