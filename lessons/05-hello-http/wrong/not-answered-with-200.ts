// Sends a 201, although nothing was created.
//#replace
sendJson(response, 200, { message
//#with
sendJson(response, 201, { message
//#end
