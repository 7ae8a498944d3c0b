// Refuses what it can't compress.
//#replace
if (!acceptsGzip(acceptEncoding)) return reply
//#with
if (!acceptsGzip(acceptEncoding)) return acceptEncoding ? { status: 406, headers: {}, body: Buffer.from('') } : reply
//#end
