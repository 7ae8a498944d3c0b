// Everything is a part.
//#replace
if (range !== undefined) {
//#with
if (request.method === 'GET') {
//#end
