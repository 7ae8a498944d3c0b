// Counts a request for the icon too.
//#replace
const theme = cookies.get('theme') ?? 'light'
//#with
const theme = cookies.get('theme') ?? 'light'
if (url.pathname === '/favicon.ico') {
  const visits = Number(cookies.get('visits')) + 1
  response.setHeader('set-cookie', formatCookie('visits', String(visits)))
}
//#end
