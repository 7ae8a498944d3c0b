// The status for a condition that isn't met, but only of requests that change something.
//#replace
if (isCurrent(request.headers, tag, facts)) return void response.writeHead(304).end()
//#with
if (isCurrent(request.headers, tag, facts)) return void response.writeHead(412).end()
//#end
