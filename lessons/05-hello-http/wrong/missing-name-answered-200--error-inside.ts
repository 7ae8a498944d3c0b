// The body says that it failed, the status that it worked.
//#replace
sendJson(response, 400, {
//#with
sendJson(response, 200, {
//#end
