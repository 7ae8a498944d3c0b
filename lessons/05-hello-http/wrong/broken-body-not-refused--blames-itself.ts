// Sends a 500 for a body that is broken.
//#replace
return {}
//#with
return { name: 0 }
//#end
//#replace
if (typeof name !== 'string' || name === '') {
//#with
if (name === 0) return sendJson(response, 500, { error: 'Internal error' })
if (typeof name !== 'string' || name === '') {
//#end
