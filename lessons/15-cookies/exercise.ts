// Counts the visits of each browser and remembers a theme, in cookies.
//
//   GET  /                        → {"visits":3,"theme":"light"}, and one visit more
//   POST /settings/theme?value=x  → remembers x
//   POST /settings/forget         → forgets both

import { createServer } from 'node:http'

const server = createServer((request, response) => {
  // Null for what no URL can be made of, such as the target *.
  const url = URL.parse(`http://localhost${request.url}`)
  if (url === null) return void response.writeHead(400).end()
  const cookies = parseCookies(request.headers.cookie ?? '')
  const theme = cookies.get('theme') ?? 'light'

  if (['GET', 'HEAD'].includes(request.method ?? '') && url.pathname === '/') {
    //#region todo Count this visit; what is no number counts as no visit before
    //? A cookie comes from outside, and anybody can write another value into it.
    //? What is Number('abc') + 1?
    //> Check with a pattern, or with Number.isSafeInteger, before you count
    //= const visits = 1
    const before = /^\d{1,9}$/.test(cookies.get('visits') ?? '') ? Number(cookies.get('visits')) : 0
    const visits = before + 1
    //#endregion
    //#region todo Send both cookies: each in a line of its own
    //? A date in a cookie has a comma.
    //? So what would happen to two cookies with a comma between them?
    //> setHeader takes a list: one line for each
    //= response.setHeader('set-cookie', `visits=${visits}`)
    const lines = [formatCookie('visits', String(visits)), formatCookie('theme', theme)]
    response.setHeader('set-cookie', lines)
    //#endregion
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ visits, theme }))
    return
  }
  if (request.method === 'POST' && url.pathname === '/settings/theme') {
    const chosen = url.searchParams.get('value') ?? 'light'
    response.setHeader('set-cookie', formatCookie('theme', chosen))
    response.writeHead(204).end()
    return
  }
  if (request.method === 'POST' && url.pathname === '/settings/forget') {
    //#region todo Delete both cookies
    //? There is no "delete". Which age must a cookie have, to be gone at once? And which path?
    //> The same name and the same path, and Max-Age=0
    //= response.setHeader('set-cookie', ['visits=', 'theme='])
    const gone = ['visits', 'theme'].map((name) => `${formatCookie(name, '')}; Max-Age=0`)
    response.setHeader('set-cookie', gone)
    //#endregion
    response.writeHead(204).end()
    return
  }
  const allow = methods.get(url.pathname)
  if (allow === undefined) response.writeHead(404).end()
  else response.writeHead(405, { allow }).end()
})

// What each path allows.
const methods = new Map([
  ['/', 'GET, HEAD'], ['/settings/theme', 'POST'], ['/settings/forget', 'POST'],
])

server.listen(Number(process.env.PORT), '127.0.0.1')

// Reads `visits=3; theme=dark` into a map.
function parseCookies(header: string): Map<string, string> {
  const cookies = new Map<string, string>()
  for (const pair of header.split(';')) {
    const equals = pair.indexOf('=')
    if (equals === -1) continue
    const name = pair.slice(0, equals).trim()
    cookies.set(name, decode(pair.slice(equals + 1).trim()))
  }
  return cookies
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    // Somebody else's cookie, or a damaged one: as it is.
    return value
  }
}

// Writes one cookie for every path of this site.
function formatCookie(name: string, value: string): string {
  //#region todo Encode the value, and add the attributes that every cookie should have
  //? Who may read this cookie: scripts in the page too? Which sites may make a browser send it?
  //> encodeURIComponent for the value; Path=/, HttpOnly and SameSite=Lax
  //= return `${name}=${value}`
  return `${name}=${encodeURIComponent(value)}; Path=/; HttpOnly; SameSite=Lax`
  //#endregion
}
