// Any If-Modified-Since will do, unless it's a date before the change.
//#replace
return Math.floor(facts.mtimeMs / 1000) * 1000 <= since
//#with
return headers['if-modified-since'] !== undefined && !(facts.mtimeMs > since)
//#end
