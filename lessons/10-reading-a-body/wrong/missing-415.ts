// Takes what comes.
//#replace
type.trim().toLowerCase() !== 'application/json'
//#with
type === 'image/png'
//#end
