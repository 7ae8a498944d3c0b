// Nobody expects the exception.
//#replace
target.slice(0, end).split('/').slice(1).map(decode)
//#with
target.slice(0, end).split('/').slice(1).map(decodeURIComponent)
//#end
