// The mistake of the client becomes one of the server.
//#replace
  if (segments === undefined) return answer(response, 400, { error: 'The path is malformed' })
//#with
  if (segments === undefined) return answer(response, 500, { error: 'Sorry' })
//#end
