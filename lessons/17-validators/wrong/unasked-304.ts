// Every comparison with NaN is false.
//#replace
return Math.floor(facts.mtimeMs / 1000) * 1000 <= since
//#with
return !(facts.mtimeMs > since)
//#end
