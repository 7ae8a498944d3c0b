// Refuses, and greets all the same: the return is missing.
//#replace
    return sendJson(response, 400, {
//#with
    sendJson(response, 400, {
//#end
