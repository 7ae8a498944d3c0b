// Writes the body past node:http, which would have left it out.
//#replace
    return send(response, 204)
//#with
    response.writeHead(204).flushHeaders()
    response.socket?.write('Deleted')
    return void response.end()
//#end
