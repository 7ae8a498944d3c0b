// Sends the body to everyone, also after the head that HEAD asks for.
//#file framework/server.ts
//#replace
response.writeHead(status, { ...headers, ...length }).end(body)
//#with
response.writeHead(status, { ...headers, ...length }).end(body)
  if (response.req.method === 'HEAD') response.socket?.write(body)
//#end
