// Sends a path with a slash at its end to the one without.
//#replace
  answer(response, 404, { error: 'There is nothing here' })
//#with
  if (path.endsWith('/') && path !== '/') {
    response.setHeader('location', path.slice(0, -1))
    return answer(response, 308, {})
  }
  answer(response, 404, { error: 'There is nothing here' })
//#end
