// 201 says that something was made, and nothing was.
//#replace
sendJson(response, 200, { message
//#with
sendJson(response, 201, { message
//#end
