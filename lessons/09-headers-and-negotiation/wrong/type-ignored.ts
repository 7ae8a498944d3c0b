// Chooses, and sends the default.
//#replace
const type = choose(request.headers.accept, types)
//#with
const type = choose(undefined, types)
//#end
