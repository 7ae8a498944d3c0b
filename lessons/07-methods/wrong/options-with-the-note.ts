// OPTIONS is a GET with an Allow header.
//#replace
return response.writeHead(204).end()
//#with
return actions.GET?.({ name, request, response })
//#end
