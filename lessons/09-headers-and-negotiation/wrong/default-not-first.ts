// sort changes the array of all requests.
//#replace
const type = choose(request.headers.accept, types)
//#with
const weightOf = (offer: string) => weigh(request.headers.accept, offer)
types.sort((one, other) => weightOf(other) - weightOf(one))
const type = choose(request.headers.accept, types)
//#end
