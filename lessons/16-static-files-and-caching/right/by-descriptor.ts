// Refuses every link, sends no length, and reads from one open file.
//#replace
  const file = await realpath(join(root, segments.join(sep))).catch(() => undefined)
  return file?.startsWith(root + sep) ? file : undefined
//#with
  const file = join(root, segments.join(sep))
  return await realpath(file).catch(() => undefined) === file ? file : undefined
//#end
//#replace
response.writeHead(404).end('Not found\n')
//#with
response.writeHead(410).end()
//#end
//#replace
  response.setHeader('content-length', facts.size)
//#with
//#end
//#replace
import { realpath, stat } from 'node:fs/promises'
//#with
import { open, realpath, stat } from 'node:fs/promises'
//#end
//#replace
  pipeline(createReadStream(file), response, () => {})
//#with
  const handle = await open(file)
  pipeline(handle.readableWebStream(), response, () => void handle.close().catch(() => {}))
//#end
//#replace
import { createReadStream } from 'node:fs'
//#with
//#end
