// One variable for all requests.
//#replace
const root = await realpath('public')
//#with
const root = await realpath('public')
let part = { start: 0, end: 0 }
//#end
//#replace
response.setHeader('content-length', end - start + 1)
//#with
part = { start, end }
// The next requests begin meanwhile.
await new Promise((resolve) => setTimeout(resolve, 50))
response.setHeader('content-length', part.end - part.start + 1)
//#end
//#replace
createReadStream(file, { start, end })
//#with
createReadStream(file, part)
//#end
