// One address too few.
//#replace
for (const address of addresses) {
//#with
for (const address of addresses.length > 1 ? addresses.slice(0, -1) : addresses) {
//#end
