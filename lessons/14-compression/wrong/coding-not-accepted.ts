// Searches for a part of a word.
//#replace
return (weights.get('gzip') ?? weights.get('*') ?? 0) > 0
//#with
return [...weights].some(([coding, weight]) => /gzip/.test(coding) && weight > 0)
    || (weights.get('*') ?? 0) > 0 && weights.get('gzip') !== 0
//#end
