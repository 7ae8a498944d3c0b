// Searches for the word.
//#replace
return (weights.get('gzip') ?? weights.get('*') ?? 0) > 0
//#with
return /\bgzip\b|\*/i.test(acceptEncoding ?? '')
//#end
