// Says 400 for everything that it does not know.
//#replace
if (action === undefined) return send(response, 405, {
//#with
if (action === undefined) return send(response, 400, {
//#end
