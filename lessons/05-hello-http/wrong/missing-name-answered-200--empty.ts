// Accepts an empty name.
//#replace
if (typeof name !== 'string' || name === '') {
//#with
if (name === undefined) {
//#end
