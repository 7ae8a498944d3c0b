// Caches aren't told.
//#replace
headers['vary'] = 'Accept-Encoding'
//#with
//#end
