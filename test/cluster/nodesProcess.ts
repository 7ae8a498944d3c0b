// A process that starts nodes and doesn't close them, for the test that nothing is left of them.
//
// Lesson: outgrowing-one-machine (appendix)

import { once } from 'node:events'
import { pick } from '../pick.ts'
import { startNodes } from './nodes.ts'

const [message] = await once(process, 'message')
const nodes = await startNodes({ count: 3, within: String(pick(message, 'within')) })
process.send?.({ processIds: nodes.all.map(({ processId }) => processId) })
// Waits for a message that never comes: until the other process disconnects or ends this one.
process.on('message', () => undefined)
