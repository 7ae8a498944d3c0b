// Refuses the bad one, as it is usually written.
//#replace
return protocol === 'http:' || protocol === 'https:' ? url : '#'
//#with
return url.startsWith('javascript:') || protocol === undefined ? '#' : url
//#end
