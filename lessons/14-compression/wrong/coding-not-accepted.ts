// Searches for a part of a word.
//#replace
return (accepted.get('gzip') ?? accepted.get('*') ?? 0) > 0
//#with
return [...accepted].some(([coding, weight]) => /gzip/.test(coding) && weight > 0)
    || (accepted.get('*') ?? 0) > 0 && accepted.get('gzip') !== 0
//#end
