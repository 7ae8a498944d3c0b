// Looks only whether the last name is a link, and where that one leads.
//#replace
  const file = await realpath(join(root, segments.join(sep))).catch(() => undefined)
  return file?.startsWith(root + sep) ? file : undefined
//#with
  const file = join(root, segments.join(sep))
  const target = await readlink(file).catch(() => '')
  return target.startsWith(sep) || target.startsWith('..') ? undefined : file
//#end
//#replace
import { realpath, stat } from 'node:fs/promises'
//#with
import { readlink, realpath, stat } from 'node:fs/promises'
//#end
