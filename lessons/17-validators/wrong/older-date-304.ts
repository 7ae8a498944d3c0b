// Has the two dates the wrong way round.
//#replace
return Math.floor(facts.mtimeMs / 1000) * 1000 <= since
//#with
return Math.floor(facts.mtimeMs / 1000) * 1000 >= since
//#end
