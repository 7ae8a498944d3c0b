// A page for programs.
//#replace
send(response, status, problem, { ...headers, 'content-type': 'application/problem+json' })
//#with
response.writeHead(status, { ...headers, 'content-type': 'text/html' })
response.end(`<h1>${status}</h1><p>${detail}</p>`)
//#end
