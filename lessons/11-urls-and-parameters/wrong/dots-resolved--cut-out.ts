// Cuts the dots out of the path.
//#replace
target : target.slice(0, mark)
//#with
target.replaceAll('../', '') : target.slice(0, mark)
//#end
