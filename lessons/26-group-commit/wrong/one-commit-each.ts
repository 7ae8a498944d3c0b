// Gathers nothing: a microtask runs before the next request is read.
//#replace
setImmediate(flush)
//#with
queueMicrotask(flush)
//#end
