// Looks at the last name only: a folder can be a link too.
//#replace
const file = await realpath(join(root, segments.join(sep))).catch(() => undefined)
//#with
const { lstat } = await import('node:fs/promises')
const file = join(root, segments.join(sep))
if ((await lstat(file).catch(() => undefined))?.isSymbolicLink()) return undefined
//#end
