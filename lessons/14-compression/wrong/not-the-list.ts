// Answers only those who accept gzip.
//#replace
if (!acceptsGzip(acceptEncoding)) return reply
//#with
if (!acceptsGzip(acceptEncoding)) return { ...reply, body: Buffer.from('Please accept gzip'), headers: {} }
//#end
