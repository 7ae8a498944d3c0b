// Takes a length of six digits at most.
//#replace
/^\d+$/.test(length)
//#with
/^\d{1,6}$/.test(length)
//#end
