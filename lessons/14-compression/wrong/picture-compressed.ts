// Compresses everything that is long.
//#replace
!isText || 
//#with
//#end
