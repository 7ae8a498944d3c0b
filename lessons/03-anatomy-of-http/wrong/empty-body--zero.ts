// Takes a length of 0 for a missing one.
//#replace
if (bytes.length < bodyEnd) return 'incomplete'
//#with
if (!Number(length) && method === 'POST') return 'incomplete'
if (bytes.length < bodyEnd) return 'incomplete'
//#end
