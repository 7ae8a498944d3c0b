// Refuses what it can't compress.
//#replace
if (!acceptsGzip(acceptEncoding)) return reply
//#with
const status = acceptEncoding ? 406 : 200
if (!acceptsGzip(acceptEncoding)) return { ...reply, status }
//#end
