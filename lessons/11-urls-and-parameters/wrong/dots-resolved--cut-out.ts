// Cuts the dots out of the path.
//#replace
target.slice(0, end).split
//#with
target.slice(0, end).replaceAll('../', '').split
//#end
