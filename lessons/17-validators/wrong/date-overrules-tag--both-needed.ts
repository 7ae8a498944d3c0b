// Sends a 304 only if the tag and the date both say so.
//#replace
return known.includes(tag) || known.includes('*')
//#with
const since = Date.parse(headers['if-modified-since'] ?? 'Fri, 01 Jan 2100 00:00:00 GMT')
return (known.includes(tag) || known.includes('*')) && facts.mtimeMs <= since + 999
//#end
