// Counts all browsers together, in a variable.
//#replace
const visits = /^\d{1,9}$/.test(before) ? Number(before) + 1 : 1
//#with
const visits = total += 1
//#end
//#replace
const server = createServer((request, response) => {
//#with
let total = 0
const server = createServer((request, response) => {
//#end
