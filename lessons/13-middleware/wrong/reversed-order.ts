// Begins with the last one.
//#replace
const middleware = middlewares[index]
//#with
const middleware = middlewares[middlewares.length - 1 - index]
//#end
