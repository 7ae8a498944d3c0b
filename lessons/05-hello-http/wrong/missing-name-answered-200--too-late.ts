// Sets the status after the response was sent.
//#replace
return sendJson(response, 400, { error: 'Missing name parameter' })
//#with
sendJson(response, 200, { error: 'Missing name parameter' })
response.statusCode = 400
return
//#end
