// Takes a missing header for any coding.
//#replace
(acceptEncoding ?? '')
//#with
(acceptEncoding || '*')
//#end
