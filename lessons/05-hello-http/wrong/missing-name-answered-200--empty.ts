// A name without letters is a name, for this program.
//#replace
if (name === undefined || name === '') {
//#with
if (name === undefined) {
//#end
