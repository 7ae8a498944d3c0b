// Answers only those who accept gzip.
//#replace
if (!acceptsGzip(acceptEncoding)) return reply
//#with
const message = Buffer.from('Please accept gzip')
if (!acceptsGzip(acceptEncoding)) return { ...reply, body: message, headers: {} }
//#end
