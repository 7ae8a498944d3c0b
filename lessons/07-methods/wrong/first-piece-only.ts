// Takes the first piece of the body for the whole body.
//#replace
for await (const piece of request.setEncoding('utf8')) text += piece
//#with
for await (const piece of request.setEncoding('utf8')) text ||= piece
//#end
