// Keeps one theme for all browsers.
//#replace
const theme = cookies.get('theme') ?? 'light'
//#with
const theme = saved
//#end
//#replace
const chosen = url.searchParams.get('value') ?? 'light'
//#with
const chosen = saved = url.searchParams.get('value') ?? 'light'
//#end
//#replace
const server = createServer((request, response) => {
//#with
let saved = 'light'
const server = createServer((request, response) => {
//#end
