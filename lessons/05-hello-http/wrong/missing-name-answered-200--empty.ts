// A name without letters is a name, for this program.
//#replace
if (typeof name !== 'string' || name === '') {
//#with
if (name === undefined) {
//#end
