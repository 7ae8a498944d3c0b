// A hash of the first thousand bytes.
//#replace
`"${facts.size.toString(36)}-${facts.mtimeMs.toString(36)}"`
//#with
await hashOf(file)
//#end
//#replace
function decode(segment: string)
//#with
async function hashOf(path: string): Promise<string> {
  const { createHash } = await import('node:crypto')
  const hash = createHash('sha256')
  for await (const bytes of createReadStream(path, { end: 999 })) hash.update(bytes)
  return `"${hash.digest('hex')}"`
}

function decode(segment: string)
//#end
