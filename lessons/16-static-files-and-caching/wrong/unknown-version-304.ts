// Any tag will do.
//#replace
if (known.includes(tag) || known.includes('*')) return void response.writeHead(304).end()
//#with
if (known.some((one) => one !== '')) return void response.writeHead(304).end()
//#end
