// Ends each body with a line break, and writes the trace without spaces.
//#replace
writeHead(reply.status, reply.headers).end(reply.body)
//#with
writeHead(reply.status, reply.headers).end(`${reply.body}\n`)
//#end
//#replace
context.trace.join(', ')
//#with
context.trace.join(',')
//#end
