// What has no action is not found.
//#replace
if (action === undefined) return send(response, 405, {
//#with
if (action === undefined) return send(response, 404, {
//#end
