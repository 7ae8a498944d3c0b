// What scripts add to the pages: live results, keys, tabs, copying. Without them everything can be
// read and done, with a reload.

import { startActions } from './actions.js'
import { startChrome } from './chrome.js'
import { startCode } from './code.js'
import { startKeys } from './keys.js'
import { startLive } from './live.js'
import { startPanel } from './panel.js'
import { startPrint } from './print.js'

startChrome()
startCode()
startPanel()
startActions()
startKeys()
startLive()
startPrint()
