// Shows a page instead of sending people on.
//#file clicks.ts
//#replace
return empty(302, { location: target, ...headers })
//#with
return { status: 200, headers: { 'content-type': 'text/plain' }, body: target }
//#end
