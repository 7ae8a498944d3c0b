// No route means 404.
//#replace
  if (matches.length > 0) {
    const methods = new Set(matches.map(({ route }) => route.method))
    response.setHeader('allow', [...methods].join(', '))
    return answer(response, 405, { error: `${request.method} doesn't work here` })
  }
//#with
//#end
