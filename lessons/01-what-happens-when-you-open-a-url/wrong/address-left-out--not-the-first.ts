// Skips the first address if there are others.
//#replace
for (const address of addresses) {
//#with
for (const address of addresses.length > 1 ? addresses.slice(1) : addresses) {
//#end
