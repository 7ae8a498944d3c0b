// Sends an empty list for whatever it doesn't know.
//#file framework/app.ts
//#replace
if (matches.length === 0) throw new HttpError(404, 'There is nothing at this URL')
//#with
if (matches.length === 0) return json([])
//#end
//#replace
import type { Reply } from './reply.ts'
//#with
import { json, type Reply } from './reply.ts'
//#end
