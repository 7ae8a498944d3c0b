// One variable for the headers of all requests, and each of them waits for the disk.
//#replace
const root = await realpath('public')
//#with
const root = await realpath('public')
let header: string | undefined
//#end
//#replace
const file = await findFile(request.url ?? '/')
//#with
header = request.headers.range
const file = await findFile(request.url ?? '/')
//#end
//#replace
readRange(request.headers.range, facts.size)
//#with
readRange(header, facts.size)
//#end
