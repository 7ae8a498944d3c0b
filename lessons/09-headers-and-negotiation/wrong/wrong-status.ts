// Sends the 406 for small weights, too.
//#replace
if (type === undefined) {
//#with
if (type === undefined || weigh(request.headers.accept, type) < 0.9) {
//#end
