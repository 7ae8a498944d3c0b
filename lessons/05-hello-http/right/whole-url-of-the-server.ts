// The page has the whole URL of the server, with its port.
//#replace
response.end(page)
//#with
response.end(page.replaceAll("fetch('/hello'", `fetch('http://localhost:${process.env.PORT}/hello'`))
//#end
