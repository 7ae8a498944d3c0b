// The cookies are in a variable outside, and another request comes while this one waits.
//#replace
  const cookies = parseCookies(request.headers.cookie ?? '')
//#with
  cookies = parseCookies(request.headers.cookie ?? '')
//#end
//#replace
  const theme = cookies.get('theme') ?? 'light'
//#with
  const theme = cookies.get('theme') ?? 'light'
  await new Promise((resolve) => setTimeout(resolve, 2))
//#end
//#replace
const server = createServer((request, response) => {
//#with
let cookies = new Map<string, string>()

const server = createServer(async (request, response) => {
//#end
