// Compares two texts, which begin with the names of weekdays.
//#replace
return Math.floor(facts.mtimeMs / 1000) * 1000 <= since
//#with
return !Number.isNaN(since) && facts.mtime.toUTCString() <= `${headers['if-modified-since']}`
//#end
