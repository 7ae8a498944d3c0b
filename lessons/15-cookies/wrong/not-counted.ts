// Counts all browsers together, in the server.
//#replace
const before = /^\d{1,9}$/.test(cookies.get('visits') ?? '') ? Number(cookies.get('visits')) : 0
const visits = before + 1
//#with
const visits = total += 1
//#end
//#replace
const server = createServer((request, response) => {
//#with
let total = 0
const server = createServer((request, response) => {
//#end
