// A weak tag, made of the number of the file; looks at the way from the folder to the file.
//#replace
const tag = `"${facts.size.toString(36)}-${facts.mtimeMs.toString(36)}"`
//#with
const tag = `"${facts.mtimeMs}.${facts.ino}"`
//#end
//#replace
response.setHeader('etag', tag)
//#with
response.setHeader('ETag', `W/${tag}`)
response.setHeader('Cache-Control', 'no-cache')
//#end
//#replace
return file?.startsWith(root + sep) ? file : undefined
//#with
const { relative } = await import('node:path')
const way = file === undefined ? '..' : relative(root, file)
return way.startsWith('..') ? undefined : file
//#end
