// Zero is long ago.
//#replace
Max-Age=0
//#with
Expires=0
//#end
