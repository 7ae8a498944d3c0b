// A condition that is false is a failure.
//#replace
if (isCurrent(request.headers, tag, facts)) return void response.writeHead(304).end()
//#with
if (isCurrent(request.headers, tag, facts)) return void response.writeHead(304).end()
if (request.headers['if-none-match']) return void response.writeHead(412).end()
//#end
