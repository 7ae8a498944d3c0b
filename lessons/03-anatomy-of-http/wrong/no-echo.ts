// Begins four bytes too early: the end of the head comes back too.
//#replace
const bodyStart = headEnd + 4
//#with
const bodyStart = headEnd
//#end
