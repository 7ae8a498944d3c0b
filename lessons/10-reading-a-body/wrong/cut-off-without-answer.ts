// Cuts the connection of a client that sends too much.
//#replace
else reject(new Refusal(413, `Send ${maxBytes} bytes at most`))
//#with
else request.destroy()
//#end
