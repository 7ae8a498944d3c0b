// Loses the fragment on the way.
//#file links.ts
//#replace
location: target,
//#with
location: target.replace(/#.*/, ''),
//#end
