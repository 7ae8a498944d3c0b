// Takes the last seven for the first seven.
//#replace
const start = first === '' ? Math.max(size - Number(last), 0) : Number(first)
//#with
const start = Number(first)
//#end
//#replace
const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1)
//#with
const end = last === '' ? size - 1 : Math.min(Number(last), size - 1)
//#end
