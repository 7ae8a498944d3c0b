// The one place that answers forgets the headers of the error.
//#replace
const headers = isOurs ? error.headers : {}
//#with
const headers = isOurs && error.status === 401 ? error.headers : {}
//#end
