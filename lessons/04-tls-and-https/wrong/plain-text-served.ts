// Works, and everybody reads along.
//#replace
const server = createServer(files, serve)
//#with
const server = (await import('node:net')).createServer(serve)
//#end
