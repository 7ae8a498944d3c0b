// Sends the default.
//#replace
const type = choose(request.headers.accept, types)
//#with
const type = choose(request.headers.accept, types) ?? 'application/json'
//#end
