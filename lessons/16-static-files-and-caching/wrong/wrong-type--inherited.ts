// Looks the extension up without its dot, and every object has a property called constructor.
//#replace
types[extname(file)] ?? 'application/octet-stream'
//#with
String(byName[extname(file).slice(1)] ?? 'application/octet-stream').split('\n')[0] ?? ''
//#end
//#replace
const server = createServer(
//#with
const byName = Object.fromEntries(
  Object.entries(types).map(([extension, type]) => [extension.slice(1), type]),
)

const server = createServer(
//#end
