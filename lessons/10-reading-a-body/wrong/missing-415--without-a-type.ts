// No type is fine.
//#replace
type.trim().toLowerCase() !== 'application/json'
//#with
type !== '' && type.trim().toLowerCase() !== 'application/json'
//#end
