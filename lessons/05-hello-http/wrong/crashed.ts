// Reads the length of a name that isn't there.
//#replace
if (typeof name !== 'string' || name === '') {
//#with
const letters = Object(name).trim()
  if (letters === '') {
//#end
