// Sends the stack along, which was handy yesterday.
//#replace
const problem = { type: 'about:blank', title: STATUS_CODES[status], status, detail }
//#with
const stack = error instanceof Error ? error.stack : ''
const problem = { type: 'about:blank', title: STATUS_CODES[status], status, detail, stack }
//#end
