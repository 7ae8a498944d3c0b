// Tells caches to keep nothing at all.
//#replace
'Accept, Accept-Language, Accept-Encoding'
//#with
'*'
//#end
