// Sends it again.
//#replace
if (known.includes(tag) || known.includes('*')) return void response.writeHead(304).end()
//#with
if (known.includes('-')) return
//#end
