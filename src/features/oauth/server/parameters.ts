// The parameters of an OAuth request, from a query or a form. A parameter without a value counts as
// missing (RFC 6749, sections 3.1 and 3.2): some clients send those for what they don't have.
// Lesson: oauth-and-oidc (tour)

/** Returns the parameters that have a value. */
export function withoutEmpty(parameters: URLSearchParams): URLSearchParams {
  return new URLSearchParams([...parameters].filter(([, value]) => value !== ''))
}

/** Says whether a parameter appears twice. Two programs could each read a different one. */
export function hasRepeated(parameters: URLSearchParams): boolean {
  return new Set(parameters.keys()).size < parameters.size
}
