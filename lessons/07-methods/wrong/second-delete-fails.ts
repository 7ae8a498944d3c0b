// Takes a note that is gone for a failure.
//#replace
if (!wasThere) return send(response, 404, {
//#with
if (!wasThere) return send(response, 500, {
//#end
