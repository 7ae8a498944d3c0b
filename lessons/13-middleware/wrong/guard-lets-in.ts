// Makes the reply, and goes on.
//#replace
if (context.path === '/admin' && context.key !== 'open') return text(401, 'Who are you?')
//#with
if (context.path === '/admin' && context.key !== 'open') text(401, 'Who are you?')
//#end
