// Where to go after signing in, as `?next=` says. Without this check a link to our own sign-in page
// could lead on to a look-alike of it elsewhere (an open redirect). A path of ours isn't enough:
// short links are such paths too, and anyone can make one. Lesson: sessions (tour)

/**
 * Keeps a path of our own whose first segment is one of these names: with `account`, it keeps
 * `/account` and `/account/keys`. Anything else becomes `/`.
 *
 * Browsers read `\` as `/`, and they drop tabs and line breaks before they read anything, so
 * `/<tab>/evil.example` is another host (URL standard, section 4.4). They resolve `..` as well, so
 * that's done here first. Only printable ASCII passes: a Location header may hold nothing else.
 */
export function safeRedirect(value: string | null, names: readonly string[]): string {
  if (value === null || !/^\/(?![/\\])[!-~]*$/.test(value)) return '/'
  const { pathname, search, hash } = new URL(value, 'http://localhost')
  return names.includes(pathname.split('/', 2)[1] ?? '') ? pathname + search + hash : '/'
}
