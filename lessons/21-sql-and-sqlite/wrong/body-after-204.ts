// Sends an object after the head of a 204.
//#replace
response.writeHead(204).end()
//#with
response.writeHead(204).end()
response.socket?.write('{}')
//#end
