// Nobody tells the caches.
//#replace
response.setHeader('vary', 'Accept, Accept-Language, Accept-Encoding')
//#with
//#end
