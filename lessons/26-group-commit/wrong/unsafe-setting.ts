// Cheap commits.
//#replace
synchronous = full
//#with
synchronous = normal
//#end
