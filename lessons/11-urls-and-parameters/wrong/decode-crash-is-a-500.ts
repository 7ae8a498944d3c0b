// Nobody expects the exception.
//#replace
path.split('/').slice(1).map(decode)
//#with
path.split('/').slice(1).map(decodeURIComponent)
//#end
