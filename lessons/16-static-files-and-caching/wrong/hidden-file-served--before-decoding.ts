// Looks for the dot before decoding.
//#replace
if (!segments.every(isFine)) return undefined
//#with
if (path.includes('/.') || isFine('x') === segments.includes(undefined)) return undefined
//#end
