// Soon.
//#replace
Max-Age=0
//#with
Max-Age=1
//#end
