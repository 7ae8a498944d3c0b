// Turns each piece of the body into text on its own.
//#replace
for await (const piece of request.setEncoding('utf8')) text += piece
//#with
for await (const piece of request) text += piece
//#end
