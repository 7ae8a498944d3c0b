// The page has the whole URL of the server, with its port.
//#replace
response.end(page)
//#with
const own = `http://localhost:${process.env.PORT}/hello`
response.end(page.replaceAll("fetch('/hello'", `fetch('${own}'`))
//#end
