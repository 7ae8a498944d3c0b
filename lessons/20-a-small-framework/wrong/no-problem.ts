// Sends errors in a format of its own.
//#file framework/errorReplies.ts
//#replace
if (error instanceof HttpError) return problem(error.status, error.message, error.headers)
//#with
if (error instanceof HttpError) return json({ error: error.message }, error.status, error.headers)
//#end
//#replace
import { HttpError, problem } from './errors.ts'
//#with
import { HttpError, problem } from './errors.ts'
import { json } from './reply.ts'
//#end
