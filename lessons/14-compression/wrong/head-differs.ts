// HEAD goes another way.
//#replace
compress(handle(request), request.headers['accept-encoding'])
//#with
request.method === 'HEAD'
    ? handle(request) : compress(handle(request), request.headers['accept-encoding'])
//#end
