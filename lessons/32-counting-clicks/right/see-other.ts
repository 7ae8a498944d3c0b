// Redirects with a 303.
//#file clicks.ts
//#replace
return empty(302, {
//#with
return empty(303, {
//#end
