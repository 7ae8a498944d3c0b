// Sends the header back as the type.
//#replace
type.startsWith('text/') ? `${type}; charset=utf-8` : type
//#with
request.headers.accept ?? type
//#end
