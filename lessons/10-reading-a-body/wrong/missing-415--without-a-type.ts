// Accepts a body without a type.
//#replace
type.trim().toLowerCase() !== 'application/json'
//#with
type !== '' && type.trim().toLowerCase() !== 'application/json'
//#end
