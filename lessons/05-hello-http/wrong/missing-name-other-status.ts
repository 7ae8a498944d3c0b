// Sends a 500 for the client's mistake.
//#replace
sendJson(response, 400, {
//#with
sendJson(response, 500, {
//#end
