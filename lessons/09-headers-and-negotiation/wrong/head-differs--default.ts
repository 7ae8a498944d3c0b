// HEAD gets the default.
//#replace
const type = choose(request.headers.accept, types)
//#with
const type = request.method === 'HEAD' ? types[0] : choose(request.headers.accept, types)
//#end
