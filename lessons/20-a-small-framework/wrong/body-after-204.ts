// Sends the word null after the head of a 204.
//#file framework/server.ts
//#replace
response.writeHead(status, { ...headers, ...length }).end(body)
//#with
response.writeHead(status, { ...headers, ...length }).end(body)
  if (status === 204) response.socket?.write('null')
//#end
