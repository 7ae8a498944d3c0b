// The content types of files, by the end of their names. We tell browsers with `nosniff` not to
// guess, so a wrong type breaks a page.
// Lesson: static-files-and-caching (appendix)

/** Gives the content type for a file name; `application/octet-stream` if it's unknown. */
export function contentTypeOf(fileName: string): string {
  const extension = /\.([^.]+)$/.exec(fileName)?.[1] ?? ''
  return types.get(extension.toLowerCase()) ?? 'application/octet-stream'
}

/**
 * Says whether content of this type shrinks when it's compressed. Text does; most pictures and
 * videos are compressed already.
 */
export function isCompressible(contentType: string): boolean {
  return compressible.test(contentType)
}

const compressible =
  /^(?:text\/[^;]+|application\/(?:javascript|json|wasm|xml|yaml)|[^;]+\+(?:json|xml)) *(?:;|$)/i

// A Map and not an object, which would have a `constructor` for the file `a.constructor`.
const types = new Map([
  ['avif', 'image/avif'],
  ['css', 'text/css; charset=utf-8'],
  ['csv', 'text/csv; charset=utf-8'],
  ['gif', 'image/gif'],
  ['gz', 'application/gzip'],
  ['htm', 'text/html; charset=utf-8'],
  ['html', 'text/html; charset=utf-8'],
  ['ico', 'image/x-icon'],
  ['ics', 'text/calendar; charset=utf-8'],
  ['jpeg', 'image/jpeg'],
  ['jpg', 'image/jpeg'],
  ['js', 'text/javascript; charset=utf-8'],
  ['json', 'application/json'],
  ['map', 'application/json'],
  ['md', 'text/markdown; charset=utf-8'],
  ['mjs', 'text/javascript; charset=utf-8'],
  ['mp3', 'audio/mpeg'],
  ['mp4', 'video/mp4'],
  ['ogg', 'audio/ogg'],
  ['otf', 'font/otf'],
  ['pdf', 'application/pdf'],
  ['png', 'image/png'],
  ['svg', 'image/svg+xml'],
  ['ttf', 'font/ttf'],
  ['txt', 'text/plain; charset=utf-8'],
  ['wasm', 'application/wasm'],
  ['wav', 'audio/wav'],
  ['webm', 'video/webm'],
  ['webmanifest', 'application/manifest+json'],
  ['webp', 'image/webp'],
  ['woff', 'font/woff'],
  ['woff2', 'font/woff2'],
  ['xml', 'application/xml'],
  ['yaml', 'application/yaml'],
  ['yml', 'application/yaml'],
  ['zip', 'application/zip'],
])
