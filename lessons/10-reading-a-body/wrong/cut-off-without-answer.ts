// Cuts the connection of whoever sends too much.
//#replace
else reject(new Refusal(413, `Send ${maxBytes} bytes at most`))
//#with
else request.destroy()
//#end
