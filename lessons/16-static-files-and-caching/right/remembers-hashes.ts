// A hash of the content, made once for each version of a file.
//#replace
const tag = `"${facts.size.toString(36)}-${facts.mtimeMs.toString(36)}"`
//#with
const tag = await tagOf(file, `${file} ${facts.size} ${facts.mtimeMs}`)
//#end
//#replace
function decode(segment: string)
//#with
const tags = new Map<string, Promise<string>>()

function tagOf(file: string, version: string): Promise<string> {
  const tag = tags.get(version) ?? hash(file)
  tags.set(version, tag)
  return tag
}

async function hash(file: string): Promise<string> {
  const { createHash } = await import('node:crypto')
  const hash = createHash('sha256')
  for await (const bytes of createReadStream(file)) hash.update(bytes)
  return `"${hash.digest('base64url')}"`
}

function decode(segment: string)
//#end
