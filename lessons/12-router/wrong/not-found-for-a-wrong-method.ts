// No route means 404.
//#replace
  if (matches.length > 0) {
    response.setHeader('allow', matches.map(({ route }) => route.method).join(', '))
    return answer(response, 405, { error: 'This address does not know the method' })
  }
//#with
//#end
