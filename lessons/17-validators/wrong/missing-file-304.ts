// Anything will do, so it doesn't look for the file.
//#replace
const file = await findFile(request.url ?? '/')
//#with
if (request.headers['if-none-match'] === '*') return void response.writeHead(304).end()
const file = await findFile(request.url ?? '/')
//#end
