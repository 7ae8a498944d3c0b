// Everything that is not supported is 405.
//#replace
return send(response, 404, { error: 'There is nothing at this path' })
//#with
return send(response, 405, { error: 'There is nothing at this path' })
//#end
