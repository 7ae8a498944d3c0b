// Only two dots are dangerous.
//#replace
/^[^./\\\0][^/\\\0]*$/
//#with
/^(?!\.\.)[^/\\\0]+$/
//#end
