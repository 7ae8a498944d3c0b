// Takes JSON only.
//#replace
  const text = await readText(request)
//#with
  if (request.headers['content-type'] !== 'application/json') {
    return void response.writeHead(415).end()
  }
  const text = await readText(request)
//#end
