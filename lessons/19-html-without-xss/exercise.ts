// A guest book: anyone can write an entry, and everyone reads what the others wrote.
//
//   POST /entries   a form with name, message and website; then back to /
//   GET  /          the page with all entries

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

type Entry = { name: string; message: string; website: string }
type Value = string | Html | Html[]

const entries: Entry[] = []
const mostCharacters = 10_000

// A piece of finished HTML. Any other value is text, and text must be escaped.
class Html {
  text: string
  constructor(text: string) {
    this.text = text
  }
}

const server = createServer((request, response) => {
  respond(request, response).catch((error) => {
    console.error(error)
    response.writeHead(500).end()
  })
})

server.listen(Number(process.env.PORT), '127.0.0.1')

async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = '' } = request
  const [path = ''] = (request.url ?? '').split('?')
  const methods = { '/': ['GET', 'HEAD'], '/entries': ['POST'] }[path]
  if (methods === undefined) return void response.writeHead(404).end()
  if (!methods.includes(method)) {
    return void response.writeHead(405, { allow: methods.join(', ') }).end()
  }
  if (path === '/entries') return addEntry(request, response)
  response.setHeader('content-type', 'text/html; charset=utf-8')
  response.end(page().text)
}

async function addEntry(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const text = await readText(request)
  if (text === undefined) return void response.writeHead(413, { connection: 'close' }).end()
  const form = new URLSearchParams(text)
  const field = (name: string) => form.get(name) ?? ''
  entries.push({ name: field('name'), message: field('message'), website: field('website') })
  response.writeHead(303, { location: '/' }).end()
}

function page(): Html {
  return html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Guest book</title>
<h1>Guest book</h1>
<form method="post" action="/entries">
<input name="name"> <input name="website"> <textarea name="message"></textarea>
<button>Write</button>
</form>
<ul>
${entries.map(entryItem)}
</ul>
<script type="application/json" id="entries">${jsonScript(entries)}</script>
</html>
`
}

function entryItem({ name, message, website }: Entry): Html {
  return html`<li title="from ${name}">
<b>${name}</b> <a href="${safeUrl(website)}">website</a>
<p>${message}</p>
</li>
`
}

// Puts a template together from its pieces and values. The pieces are our own HTML.
function html(pieces: TemplateStringsArray, ...values: Value[]): Html {
  return new Html(pieces.map((piece, index) => piece + render(values[index] ?? '')).join(''))
}

//#region todo Let render escape text, and escapeText escape all five special characters
//? Which values of a template did a visitor write, and which are finished HTML?
//? Which character must escapeText replace first, so that nothing is escaped twice?
//> Read "Escape when you write HTML". Only a value that's a plain string needs escapeText.
//= // Makes HTML of a value: finished HTML stays as it is, and lists are joined.
//= function render(value: Value): string {
//=   if (Array.isArray(value)) return value.map(render).join('')
//=   return value instanceof Html ? value.text : value
//= }
//=
//= function escapeText(text: string): string {
//=   return text.replaceAll('<', '&lt;')
//= }
// Makes HTML of a value: finished HTML stays as it is, and lists are joined.
function render(value: Value): string {
  if (Array.isArray(value)) return value.map(render).join('')
  return value instanceof Html ? value.text : escapeText(value)
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;').replaceAll("'", '&#39;')
}
//#endregion

//#region todo Make URLs and the data in the script safe: escaping isn't enough there
//? What does a link to javascript:… do? Which end of a script does the browser look for?
//> Read "Two places where escaping isn't enough". URL.parse reads a URL as a browser does, and
//> returns null if it isn't a complete URL.
//= // Returns the URL if its scheme is http or https. Anything else becomes #.
//= function safeUrl(url: string): string {
//=   return url
//= }
//=
//= // Writes a value as JSON that's safe inside a script element.
//= function jsonScript(value: unknown): Html {
//=   return new Html(JSON.stringify(value))
//= }
// Returns the URL if its scheme is http or https. Anything else becomes #.
function safeUrl(url: string): string {
  const protocol = URL.parse(url)?.protocol
  return protocol === 'http:' || protocol === 'https:' ? url : '#'
}

// Writes a value as JSON that's safe inside a script element.
function jsonScript(value: unknown): Html {
  return new Html(JSON.stringify(value).replaceAll('<', '\\u003c'))
}
//#endregion

// Reads the body. Undefined if it's too long.
async function readText(request: IncomingMessage): Promise<string | undefined> {
  let text = ''
  for await (const piece of request.setEncoding('utf8')) {
    text += piece
    if (text.length > mostCharacters) return undefined
  }
  return text
}
