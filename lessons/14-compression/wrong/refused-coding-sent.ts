// Searches for the word.
//#replace
return (accepted.get('gzip') ?? accepted.get('*') ?? 0) > 0
//#with
return /\bgzip\b|\*/i.test(acceptEncoding ?? '')
//#end
