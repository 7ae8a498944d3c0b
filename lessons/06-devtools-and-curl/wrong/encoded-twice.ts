// To be on the safe side.
//#replace
encodeURIComponent(tasks.search)
//#with
encodeURIComponent(encodeURIComponent(tasks.search))
//#end
