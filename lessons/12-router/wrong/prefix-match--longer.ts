// The path may be longer than the route.
//#replace
if (wanted.length !== segments.length) return undefined
//#with
if (segments.length < wanted.length) return undefined
//#end
