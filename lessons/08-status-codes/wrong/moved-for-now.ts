// The redirect that everybody knows.
//#replace
({ status: 308, headers
//#with
({ status: 302, headers
//#end
