// Caches aren't told.
//#replace
response.setHeader('vary', 'Accept')
//#with
//#end
