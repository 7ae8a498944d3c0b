// Cuts the connection of a client that sends too much.
//#replace
else reject(new Refusal(413, `Send at most ${maxBytes} bytes`))
//#with
else request.destroy()
//#end
