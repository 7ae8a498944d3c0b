// Counts the visits of each browser and remembers its theme, in two cookies.
//
//   GET  /                        {"visits":3,"theme":"light"}, and counts this visit
//   POST /settings/theme?value=x  remembers the theme x
//   POST /settings/forget         deletes both cookies

import { createServer } from 'node:http'

// What each path allows.
const methods = new Map([
  ['/', 'GET, HEAD'], ['/settings/theme', 'POST'], ['/settings/forget', 'POST'],
])

const server = createServer((request, response) => {
  // Null if it can't be part of a URL, such as the target *.
  const url = URL.parse(`http://localhost${request.url}`)
  if (url === null) return void response.writeHead(400).end()
  const cookies = parseCookies(request.headers.cookie ?? '')
  const theme = cookies.get('theme') ?? 'light'

  if (['GET', 'HEAD'].includes(request.method ?? '') && url.pathname === '/') {
    //#region todo Count this visit, and set both cookies
    //? What is Number('abc') + 1? And how does a response set two cookies, if a comma can't
    //? separate them?
    //> Read "Don't trust it" and "One line for each cookie". A regular expression says whether a
    //> text has 1 to 9 digits, and setHeader accepts an array.
    //= const visits = 1
    //= response.setHeader('set-cookie', formatCookie('visits', String(visits)))
    const before = cookies.get('visits') ?? ''
    const visits = /^\d{1,9}$/.test(before) ? Number(before) + 1 : 1
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
    response.setHeader('set-cookie', [expireCookie('visits'), expireCookie('theme')])
    response.writeHead(204).end()
    return
  }
  const allow = methods.get(url.pathname)
  if (allow === undefined) response.writeHead(404).end()
  else response.writeHead(405, { allow }).end()
})

server.listen(Number(process.env.PORT), '127.0.0.1')

// Reads `visits=3; theme=dark` into a map. The first of two cookies with the same name counts.
function parseCookies(header: string): Map<string, string> {
  const cookies = new Map<string, string>()
  for (const pair of header.split(';')) {
    const equals = pair.indexOf('=')
    if (equals === -1) continue
    const name = pair.slice(0, equals).trim()
    if (!cookies.has(name)) cookies.set(name, decode(pair.slice(equals + 1).trim()))
  }
  return cookies
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    // Another program's cookie, or a damaged one: it stays as it is.
    return value
  }
}

//#region todo Encode the value, add the attributes, and make expireCookie delete the cookie
//? What would a semicolon in the value do? Which paths, scripts and sites should get the cookie?
//? And when does a browser delete one?
//> Read "Encode the value" and "Deleting a cookie". The table has three attributes for both lines,
//> and a fourth one for the line that deletes.
//= // Writes a Set-Cookie line for every path of this site.
//= function formatCookie(name: string, value: string): string {
//=   return `${name}=${value}`
//= }
//=
//= // Writes the Set-Cookie line that deletes a cookie.
//= function expireCookie(name: string): string {
//=   return `${name}=`
//= }
// Writes a Set-Cookie line for every path of this site.
function formatCookie(name: string, value: string): string {
  return `${name}=${encodeURIComponent(value)}; Path=/; HttpOnly; SameSite=Lax`
}

// Writes the Set-Cookie line that deletes a cookie.
function expireCookie(name: string): string {
  return `${formatCookie(name, '')}; Max-Age=0`
}
//#endregion
