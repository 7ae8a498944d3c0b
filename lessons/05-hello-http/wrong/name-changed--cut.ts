// Cuts the name after 100 characters.
//#replace
sendJson(response, 200, { message: `Hello, ${name}!` })
//#with
sendJson(response, 200, { message: `Hello, ${name.slice(0, 100)}!` })
//#end
