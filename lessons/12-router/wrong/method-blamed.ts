// Every request without a route is a 405.
//#replace
  if (matches.length > 0) {
//#with
  if (matches.length >= 0) {
//#end
