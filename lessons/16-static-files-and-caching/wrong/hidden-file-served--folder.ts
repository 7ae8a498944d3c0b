// Looks at the last name only.
//#replace
if (!segments.every(isFine)) return undefined
//#with
if (segments.includes(undefined) || isFine('x') !== isFine(segments.at(-1))) return undefined
//#end
