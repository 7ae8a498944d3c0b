// A notice board: people put up notices with an API, and read them on a page. So far nothing is
// connected: notices.ts keeps the notices, and framework/ has the pieces from lessons 5 to 19.

import { json } from './framework/reply.ts'
import { serve } from './framework/server.ts'

serve(() => json({ detail: 'Nothing is connected yet' }, 404))
