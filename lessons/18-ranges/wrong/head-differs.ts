// Refuses a part for HEAD.
//#replace
response.setHeader('accept-ranges', 'bytes')
//#with
if (request.method === 'HEAD' && request.headers.range) {
  return void response.writeHead(416, { 'content-range': `bytes */${facts.size}` }).end()
}
response.setHeader('accept-ranges', 'bytes')
//#end
