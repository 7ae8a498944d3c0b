// More is too much.
//#replace
response.setHeader('x-content-type-options', 'nosniff')
//#with
response.setHeader('x-content-type-options', 'nosniff')
if (facts.size > 2_000_000_000) return void response.writeHead(413).end()
//#end
