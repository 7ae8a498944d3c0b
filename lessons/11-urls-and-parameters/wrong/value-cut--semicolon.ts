// Takes semicolons for separators, as some old servers did.
//#replace
URLSearchParams(target.slice(end))
//#with
URLSearchParams(target.slice(end).replaceAll(';', '&'))
//#end
