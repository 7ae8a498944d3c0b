// HEAD has nothing to send, so its length is 0.
//#replace
response.setHeader('content-length', facts.size)
//#with
response.setHeader('content-length', request.method === 'HEAD' ? 0 : facts.size)
//#end
