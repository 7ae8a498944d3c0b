// Pauses the request after the 413: nobody takes the rest of the body.
//#replace
else reject(new Refusal(413, `Send at most ${maxBytes} bytes`))
//#with
else {
  request.pause()
  reject(new Refusal(413, `Send at most ${maxBytes} bytes`))
}
//#end
