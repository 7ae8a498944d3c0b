// Accepts only names made of letters.
//#replace
if (typeof name !== 'string' || name === '') {
//#with
if (typeof name !== 'string' || !/^[a-z]+$/i.test(name)) {
//#end
