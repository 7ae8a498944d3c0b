// Asks a name that is not there for its letters.
//#replace
if (typeof name !== 'string' || name === '') {
//#with
const letters = Object(name).trim()
  if (letters === '') {
//#end
