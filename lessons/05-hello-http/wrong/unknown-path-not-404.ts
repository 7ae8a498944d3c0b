// Whatever does not fit is greeted.
//#replace
sendJson(response, 404, { error: 'Nothing is here' })
//#with
sayHello(response)
//#end
