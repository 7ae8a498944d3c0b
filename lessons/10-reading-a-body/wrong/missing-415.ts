// Accepts bodies of nearly every type.
//#replace
type.trim().toLowerCase() !== 'application/json'
//#with
type === 'image/png'
//#end
