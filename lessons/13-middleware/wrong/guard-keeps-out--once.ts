// The first refusal closes the door for everyone.
//#replace
  if (context.path === '/admin' && context.key !== 'open') return unauthorized()
//#with
  isClosed ||= context.path === '/admin' && context.key !== 'open'
  if (context.path === '/admin' && isClosed) return unauthorized()
//#end
//#replace
let handled = 0
//#with
let isClosed = false
let handled = 0
//#end
