// Forgets that a protocol ends with a colon.
//#replace
return protocol === 'http:' || protocol === 'https:' ? url : '#'
//#with
return ['http', 'https'].includes(protocol) ? url : '#'
//#end
