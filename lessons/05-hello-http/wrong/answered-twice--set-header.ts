// A forgotten return, and headers set one by one.
//#replace
return sendJson(response, 400, { error: 'Missing name parameter' })
//#with
sendJson(response, 400, { error: 'Missing name parameter' })
//#end
//#replace
response.writeHead(status, { 'content-type': 'application/json' })
//#with
response.statusCode = status
response.setHeader('content-type', 'application/json')
//#end
