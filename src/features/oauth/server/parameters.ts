// The parameters of a request as OAuth reads them, wherever they come from. Clients send empty ones
// for what they don't have: such a parameter counts as missing (RFC 6749, sections 3.1 and 3.2).
// Lesson: oauth-and-oidc (tour)

/** Returns the parameters that have a value. */
export function withoutEmpty(parameters: URLSearchParams): URLSearchParams {
  return new URLSearchParams([...parameters].filter(([, value]) => value !== ''))
}

/** Says whether a parameter is there twice: two readers could each see a different one. */
export function hasRepeated(parameters: URLSearchParams): boolean {
  return new Set(parameters.keys()).size < parameters.size
}
