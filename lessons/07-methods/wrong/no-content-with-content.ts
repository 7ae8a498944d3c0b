// Sends the 204 like every other response: Node leaves the body out, but not the length.
//#replace
    if (!wasThere) return send(response, 404, { error: `There is no note ${name}` })
    response.writeHead(204).end()
//#with
    if (!wasThere) return send(response, 404, { error: `There is no note ${name}` })
    send(response, 204, { deleted: name })
//#end
