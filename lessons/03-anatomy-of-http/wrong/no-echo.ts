// The empty line comes back as a part of the body.
//#replace
const bodyStart = headEnd + 4
//#with
const bodyStart = headEnd + 2
//#end
