// A guest book: everybody may write into it, and everybody reads what the others wrote.
//
//   POST /entries   a form with name, message and website; then back to /
//   GET  /          the page with all entries

import { createServer, type IncomingMessage } from 'node:http'

type Entry = { name: string; message: string; website: string }

const entries: Entry[] = []

// A piece of finished HTML. Whatever is no Html is text, and text must be escaped.
class Html {
  text: string
  constructor(text: string) {
    this.text = text
  }
}

const server = createServer(async (request, response) => {
  if (request.method === 'POST' && request.url === '/entries') {
    const form = new URLSearchParams(await readText(request))
    const field = (name: string) => form.get(name) ?? ''
    entries.push({ name: field('name'), message: field('message'), website: field('website') })
    return void response.writeHead(303, { location: '/' }).end()
  }
  if (request.url !== '/') return void response.writeHead(404).end()
  response.setHeader('content-type', 'text/html; charset=utf-8')
  response.end(page().text)
})

server.listen(process.env.PORT)

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

// Puts a template together: Html stays as it is, lists are joined, and text is escaped.
function html(strings: TemplateStringsArray, ...values: (string | Html | Html[])[]): Html {
  //#region todo Put each value behind its piece of the template, and escape it unless it is Html
  //? Who wrote the pieces between the ${…}, and who wrote the values?
  //> render(value) below knows the three kinds of values
  //= const raw = (value: string | Html | Html[]): string =>
  //=   Array.isArray(value) ? value.map(raw).join('') : value instanceof Html ? value.text : value
  //= return new Html(strings.map((piece, index) => piece + raw(values[index] ?? '')).join(''))
  return new Html(strings.map((piece, index) => piece + render(values[index] ?? '')).join(''))
  //#endregion
}

function render(value: string | Html | Html[]): string {
  if (Array.isArray(value)) return value.map(render).join('')
  return value instanceof Html ? value.text : escapeText(value)
}

// Makes text harmless, in the page and inside of the quotes of an attribute.
function escapeText(text: string): string {
  //#region todo Escape all five signs that mean something in HTML
  //? Which sign must be escaped first, so that the others are not escaped twice?
  //> & first, then < > " and '
  //= return text.replaceAll('<', '&lt;')
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;').replaceAll("'", '&#39;')
  //#endregion
}

// Keeps addresses of the web; everything else leads nowhere.
function safeUrl(url: string): string {
  //#region todo Keep http and https, and nothing else
  //? A link can do more than lead somewhere. What does javascript:… do when it is clicked?
  //> URL.parse reads an address as a browser does.
  //> Its protocol is 'http:' or 'https:', or the link is none
  //= return url
  const { protocol } = URL.parse(url) ?? { protocol: '' }
  return protocol === 'http:' || protocol === 'https:' ? url : '#'
  //#endregion
}

// Writes a value as JSON that cannot end the script in which it stands.
function jsonScript(value: unknown): Html {
  //#region todo Let no < out: inside of a script nothing is unescaped, and only </script> counts
  //? Is &lt; inside of a script the sign <, or four letters?
  //> In JSON a sign may be written as \u003c. That is valid JSON, and no tag
  //= return new Html(JSON.stringify(value))
  return new Html(JSON.stringify(value).replaceAll('<', '\\u003c'))
  //#endregion
}

async function readText(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const piece of request.setEncoding('utf8')) text += piece
  return text
}
