// Sends the browser back to the page, as a form would want it.
//#replace
response.setHeader('set-cookie', formatCookie('theme', chosen))
response.writeHead(204).end()
//#with
response.setHeader('set-cookie', formatCookie('theme', chosen))
response.writeHead(303, { location: '/' }).end()
//#end
