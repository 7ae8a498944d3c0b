// Sends every body as a problem document.
//#replace
  response.setHeader('content-type', 'application/json')
//#with
  response.setHeader('content-type', 'application/problem+json')
//#end
