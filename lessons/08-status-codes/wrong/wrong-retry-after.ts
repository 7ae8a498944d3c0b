// In milliseconds, as setTimeout wants it.
//#replace
'3600'
//#with
'3600000'
//#end
