// Finds q= at the end of the name of another parameter.
//#replace
const q = parameters.find((parameter) => parameter.startsWith('q='))
//#with
const q = parameters.find((parameter) => parameter.includes('q='))
//#end
//#replace
ranges.set(range, q === undefined ? 1 : Number(q.slice(2)))
//#with
ranges.set(range, q === undefined ? 1 : Number(q.slice(q.indexOf('q=') + 2)))
//#end
