// The hello API, and a page that calls it.
//
//   GET  /hello                    Hello, World!
//   POST /hello {"name":"Alice"}   {"message":"Hello, Alice!"}
//   POST /hello {}                 400 {"error":"Missing name parameter"}
//   GET  /hello/page?name=Alice    a page that asks for both, and shows what came back

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

const server = createServer(async (request, response) => {
  // What comes after a question mark isn't part of the path.
  const [path] = (request.url ?? '').split('?')
  if (path === '/hello' && request.method === 'GET') return sayHello(response)
  if (path === '/hello' && request.method === 'POST') return greet(request, response)
  if (path === '/hello/page') return showPage(response)
  sendJson(response, 404, { error: 'Nothing is here' })
})

// Only programs on this machine reach it. Without an address, everyone in the same network does.
server.listen(Number(process.env.PORT), '127.0.0.1')

function sayHello(response: ServerResponse): void {
  //#region todo Answer 200 with the text Hello, World! and say that it is plain text
  //? Three things make an answer: a status, what kind of thing it is, and an end.
  //? Which calls write them?
  //> Look at showPage below: it does the same with HTML. The type of plain text is text/plain
  //= response.writeHead(501).end()
  response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' })
  response.end('Hello, World!')
  //#endregion
}

async function greet(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { name } = await readJson(request)
  //#region todo Answer with the greeting, or with 400 when no name was sent
  //? What is `name` when the client sent {}? And what would the greeting be then?
  //> Look for the missing name first, answer it with sendJson and return
  //= sendJson(response, 501, { error: 'The greeting is not written yet' })
  if (typeof name !== 'string' || name === '') {
    return sendJson(response, 400, { error: 'Missing name parameter' })
  }
  sendJson(response, 200, { message: `Hello, ${name}!` })
  //#endregion
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  //#region todo Send the value as JSON
  //? response.end takes text or bytes. What do you have, and how does it become a text?
  //> JSON.stringify makes the text; its type is application/json
  //= response.writeHead(status).end()
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(value))
  //#endregion
}

function showPage(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
  response.end(page)
}

// Waits for the whole body and reads it as JSON. Lesson 10 is about all that can go wrong here.
async function readJson(request: IncomingMessage): Promise<{ name?: unknown }> {
  let text = ''
  request.setEncoding('utf8')
  for await (const piece of request) text += piece
  try {
    return JSON.parse(text) ?? {}
  } catch {
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
// The form opens this page again, with the name in its address: /hello/page?name=Alice
const name = new URLSearchParams(location.search).get('name') ?? 'Alice'

//#region todo Ask the server twice, and show what it said
//? The page can do what curl does: send a request, wait, and read the answer.
//? Which function sends one?
//> await fetch('/hello') gives a response, await response.text() its text.
//> Then see "A page that calls"
const hello = await fetch('/hello')
show('#hello', await hello.text())

const greeting = await fetch('/hello', {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
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
