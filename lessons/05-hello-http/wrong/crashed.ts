// Asks a name that is not there for its letters.
//#replace
if (name === undefined || name === '') {
//#with
const letters = Object(name).trim()
  if (letters === '') {
//#end
