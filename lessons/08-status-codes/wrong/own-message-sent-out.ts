// Puts the message into a header.
//#replace
headers: { ...headers, 'content-type'
//#with
headers: { ...headers, 'x-error': String(error), 'content-type'
//#end
