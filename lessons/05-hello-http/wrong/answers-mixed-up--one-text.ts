// Collects all bodies in one text.
//#replace
const server = createServer
//#with
let text = ''

const server = createServer
//#end
//#replace
let text = ''
request.setEncoding
//#with
text = ''
request.setEncoding
//#end
