// The order of the header decides.
//#replace
if (weight > highest) {
//#with
if (weight > 0 && !best) {
//#end
