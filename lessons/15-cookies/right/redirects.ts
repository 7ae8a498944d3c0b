// A form wants to see the page again.
//#replace
response.setHeader('set-cookie', formatCookie('theme', chosen))
response.writeHead(204).end()
//#with
response.setHeader('set-cookie', formatCookie('theme', chosen))
response.writeHead(303, { location: '/' }).end()
//#end
