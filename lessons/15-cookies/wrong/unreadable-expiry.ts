// Writes a date that browsers can't read.
//#replace
Max-Age=0
//#with
Expires=0
//#end
