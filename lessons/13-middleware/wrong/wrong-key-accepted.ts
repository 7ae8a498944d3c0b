// Any key will do.
//#replace
context.key !== 'open'
//#with
!context.key
//#end
