// Looks for the name anywhere in a name.
//#replace
name.toLowerCase() === 'content-length'
//#with
name.toLowerCase().includes('content-length')
//#end
