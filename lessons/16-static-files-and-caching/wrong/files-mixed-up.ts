// One variable for all requests.
//#replace
const root = await realpath('public')
//#with
const root = await realpath('public')
let current: string | undefined
//#end
//#replace
const file = await findFile(request.url ?? '/')
//#with
current = await findFile(request.url ?? '/')
await new Promise((resolve) => setTimeout(resolve, 50))
const file = current
//#end
