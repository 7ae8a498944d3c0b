// Compresses, and then something else compresses.
//#replace
gzipSync(reply.body)
//#with
gzipSync(gzipSync(reply.body))
//#end
