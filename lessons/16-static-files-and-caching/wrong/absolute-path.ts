// An absolute path begins at the root of the disk.
//#replace
const segments = path.split('/').slice(1).map(decode)
//#with
const { resolve } = await import('node:path')
const name = decode(path.slice(1))
if (name !== undefined && !/(?:^|\/)\./.test(name)) {
  return await realpath(resolve(root, name)).catch(() => undefined)
}
const segments = path.split('/').slice(1).map(decode)
//#end
