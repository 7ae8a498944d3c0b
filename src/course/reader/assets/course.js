// What scripts add to the pages: live verdicts, keys, tabs, copying. Without them everything can be
// read and done, with a reload.

import { startActions } from './actions.js'
import { startChrome } from './chrome.js'
import { startKeys } from './keys.js'
import { startLive } from './live.js'
import { startPanel } from './panel.js'

startChrome()
startPanel()
startActions()
startKeys()
startLive()
