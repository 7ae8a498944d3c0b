// Forgets the dot: a file called old-css isn't a style sheet.
//#replace
types[extname(file)] ?? 'application/octet-stream'
//#with
typeOf(file)
//#end
//#replace
// Gives the path of the file that a URL names, if it may be served.
//#with
function typeOf(file: string): string {
  const found = Object.entries(types).find(([extension]) => file.endsWith(extension.slice(1)))
  return found?.[1] ?? 'application/octet-stream'
}

// Gives the path of the file that a URL names, if it may be served.
//#end
