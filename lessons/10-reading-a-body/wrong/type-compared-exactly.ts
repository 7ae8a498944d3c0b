// Compares the whole header.
//#replace
type.trim().toLowerCase() !== 'application/json'
//#with
type !== 'application/json' || request.headers['content-type'] !== 'application/json'
//#end
