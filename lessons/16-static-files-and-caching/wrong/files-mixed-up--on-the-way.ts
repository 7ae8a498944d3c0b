// One variable for all requests, and each of them waits for the disk.
//#replace
const root = await realpath('public')
//#with
const root = await realpath('public')
let file: string | undefined
//#end
//#replace
const file = await findFile(request.url ?? '/')
//#with
file = await findFile(request.url ?? '/')
//#end
