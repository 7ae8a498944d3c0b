// Looks at tags only, as HTTP allows.
//#replace
response.setHeader('last-modified', facts.mtime.toUTCString())
//#with
//#end
//#replace
const since = Date.parse(headers['if-modified-since'] ?? '')
return Math.floor(facts.mtimeMs / 1000) * 1000 <= since
//#with
return false
//#end
