// Adds a string and a number.
//#replace
const visits = /^\d{1,9}$/.test(before) ? Number(before) + 1 : 1
//#with
const visits = /^\d{1,9}$/.test(before) ? before + 1 : '1'
//#end
