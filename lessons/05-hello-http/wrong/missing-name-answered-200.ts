// Doesn't check whether there is a name.
//#replace
  if (typeof name !== 'string' || name === '') {
    return sendJson(response, 400, { error: 'Missing name parameter' })
  }
//#with
  // Everybody has a name.
//#end
