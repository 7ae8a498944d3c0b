// A date for programs, not for browsers.
//#replace
Max-Age=0
//#with
Expires=${new Date(0).toISOString()}
//#end
