// Says hello on every other path.
//#replace
sendJson(response, 404, { error: 'Nothing is here' })
//#with
sayHello(response)
//#end
