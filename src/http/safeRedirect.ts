// Where to go after signing in, as `?next=` says. Without this check a link to our own sign-in page
// could lead on to a look-alike of it elsewhere (an open redirect). Lesson: sessions (tour)

/**
 * Keeps a path of our own: it starts with one `/`. Anything else becomes `/`.
 *
 * Browsers read `\` as `/`, and they drop tabs and line breaks before they read anything, so
 * `/<tab>/evil.example` is another host (URL standard, section 4.4). Only printable ASCII passes,
 * which is all that a Location header may hold.
 */
export function safeRedirect(value: string | null): string {
  return value !== null && /^\/(?![/\\])[!-~]*$/.test(value) ? value : '/'
}
