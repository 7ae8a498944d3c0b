// Sends a 406 if the client refuses even identity, and writes the headers in other letters.
//#replace
headers['vary'] = 'Accept-Encoding'
//#with
headers['VARY'] = 'Origin,ACCEPT-ENCODING'
//#end
//#replace
  if (!acceptsGzip(acceptEncoding)) return reply
//#with
  if (!acceptsGzip(acceptEncoding)) {
    if (!/^(?:identity|\*) *; *q=0$/i.test(acceptEncoding ?? '')) return reply
    return { status: 406, headers: { 'content-length': '0', 'vary': '*' }, body: Buffer.alloc(0) }
  }
//#end
//#replace
headers['content-encoding'] = 'gzip'
//#with
headers['Content-Encoding'] = 'x-gzip'
//#end
//#replace
headers['etag'] = `W/${headers['etag']}`
//#with
headers['etag'] = `"${headers['etag']?.slice(1, -1)};gzip"`
//#end
