// Escapes the name for HTML, in JSON.
//#replace
sendJson(response, 200, { message: `Hello, ${name}!` })
//#with
const safe = name.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
sendJson(response, 200, { message: `Hello, ${safe}!` })
//#end
