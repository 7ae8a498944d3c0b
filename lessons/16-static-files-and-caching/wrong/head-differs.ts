// HEAD has nothing to send, so its length is 0.
//#replace
response.setHeader('content-length', end - start + 1)
//#with
response.setHeader('content-length', request.method === 'HEAD' ? 0 : end - start + 1)
//#end
