// Adds one to whatever came.
//#replace
const before = /^\d{1,9}$/.test(cookies.get('visits') ?? '') ? Number(cookies.get('visits')) : 0
//#with
const before = Number(cookies.get('visits') ?? 0)
//#end
