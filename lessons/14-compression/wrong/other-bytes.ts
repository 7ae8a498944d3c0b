// Makes a text of the bytes, in the wrong encoding.
//#replace
gzipSync(reply.body)
//#with
gzipSync(reply.body.toString('latin1'))
//#end
