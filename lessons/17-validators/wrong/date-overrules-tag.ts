// Trusts the date more than the tag.
//#replace
if (tags === undefined) {
//#with
if (tags === undefined || headers['if-modified-since'] !== undefined) {
//#end
