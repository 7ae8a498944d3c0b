// Where to go after signing in. A link can name it, so it may only be a path of ours: with any
// other URL, our own sign-in would lead to a stranger's page.

/** Gives a path that can be followed; the home page for everything else. */
export function safePath(value: string | null): string {
  // Browsers read `//evil.example` and `/\evil.example` as another host.
  return value !== null && /^\/(?![/\\])[!-~]*$/.test(value) ? value : '/'
}
