// Takes the first address, whatever it is worth.
//#replace
for (const address of addresses) {
//#with
for (const address of addresses.slice(0, 1)) {
//#end
