// One object for all requests.
//#replace
  const parameters: Parameters = {}
//#with
  const parameters = kept
//#end
//#replace
// The values of the parameters, or undefined if the route doesn't match.
//#with
const kept: Parameters = {}

// The values of the parameters, or undefined if the route doesn't match.
//#end
//#replace
handler: Handler): void {
  routes
//#with
handler: Handler): void {
  const own = handler
  handler = (parameters) => ({ ...parameters, ...own(parameters) })
  routes
//#end
