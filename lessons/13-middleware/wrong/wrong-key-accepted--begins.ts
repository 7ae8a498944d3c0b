// The key may go on.
//#replace
context.key !== 'open'
//#with
!context.key?.startsWith('open')
//#end
