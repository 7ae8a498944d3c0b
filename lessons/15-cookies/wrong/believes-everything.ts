// Adds one to any value.
//#replace
const visits = /^\d{1,9}$/.test(before) ? Number(before) + 1 : 1
//#with
const visits = Number(before || 0) + 1
//#end
