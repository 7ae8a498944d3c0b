// Looks for the tag in the text of the header.
//#replace
if (known.includes(tag) || known.includes('*')) return void response.writeHead(304).end()
//#with
const text = known.join()
if (text.includes(tag.slice(1, -1)) || text === '*') return void response.writeHead(304).end()
//#end
