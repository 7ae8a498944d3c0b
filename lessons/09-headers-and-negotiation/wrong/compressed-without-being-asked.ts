// Everybody can unpack, these days.
//#replace
if (weigh(request.headers['accept-encoding'], 'gzip') > 0) {
//#with
if (response.writable) {
//#end
