// Escaping is enough.
//#replace
return protocol === 'http:' || protocol === 'https:' ? url : '#'
//#with
return protocol === '' ? url : url
//#end
