// Writes the lines as raw headers, with quotes, other letters and a date, and one more cookie.
//#replace
    response.setHeader('set-cookie', lines)
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ visits, theme }))
//#with
    const raw = [...lines, 'extra={"a":1}'].flatMap((line) => ['SET-COOKIE', line])
    response.writeHead(200, [...raw, 'Content-Type', 'application/json'])
    response.end(JSON.stringify({ theme, visits, more: [1] }, null, 2))
//#end
//#replace
  return `${name}=${encodeURIComponent(value)}; Path=/; HttpOnly; SameSite=Lax`
//#with
  const expires = new Date(Date.now() + 4e10).toUTCString()
  const attributes = `path=/;httponly;samesite=strict;Expires=${expires}`
  return `${name}="${encodeURIComponent(value)}";${attributes}`
//#end
//#replace
    if (!cookies.has(name)) cookies.set(name, decode(pair.slice(equals + 1).trim()))
//#with
    const value = pair.slice(equals + 1).trim().replace(/^"(.*)"$/, '$1')
    if (!cookies.has(name)) cookies.set(name, decode(value))
//#end
