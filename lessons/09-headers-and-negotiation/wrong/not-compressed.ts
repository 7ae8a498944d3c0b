// Never packs.
//#replace
weigh(request.headers['accept-encoding'], 'gzip') > 0
//#with
weigh(request.headers['accept-encoding'], 'gzip') > 1
//#end
