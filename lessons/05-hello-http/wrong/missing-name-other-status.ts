// The client's mistake is told as the server's.
//#replace
sendJson(response, 400, {
//#with
sendJson(response, 500, {
//#end
