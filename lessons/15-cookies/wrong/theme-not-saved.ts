// Sets the usual theme again on each visit.
//#replace
formatCookie('theme', theme)]
//#with
formatCookie('theme', 'light')]
//#end
