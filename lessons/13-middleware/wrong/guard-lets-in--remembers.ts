// Lets everyone in once somebody had the key.
//#replace
if (context.path === '/admin' && context.key !== 'open') return unauthorized()
//#with
if (context.key === 'open') isOpen = true
if (context.path === '/admin' && !isOpen) return unauthorized()
//#end
//#replace
let handled = 0
//#with
let handled = 0
let isOpen = false
//#end
