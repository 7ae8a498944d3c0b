// Takes a length of 0 for a missing one.
//#replace
if (!/^\d+$/.test(length)) return 'malformed'
//#with
if (!/^\d+$/.test(length)) return 'malformed'
if (method === 'POST' && Number(length) === 0) return 'incomplete'
//#end
