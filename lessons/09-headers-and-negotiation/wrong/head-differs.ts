// HEAD gets the default.
//#replace
const type = choose(request.headers.accept, types)
//#with
const type = request.method === 'HEAD' ? 'application/json' : choose(request.headers.accept, types)
//#end
