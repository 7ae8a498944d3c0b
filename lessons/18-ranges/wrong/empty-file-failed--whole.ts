// Opens an empty file from byte 0 to byte -1.
//#replace
 || end < start
//#with
//#end
