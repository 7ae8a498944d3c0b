// Writes the body past node:http, which would have left it out.
//#replace
  response.end(body)
}
//#with
  if (response.req.method !== 'HEAD') return void response.end(body)
  response.flushHeaders()
  response.socket?.write(body)
  response.end()
}
//#end
