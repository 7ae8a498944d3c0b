// Nothing catches what JSON.parse throws.
//#replace
let text = ''
request.setEncoding('utf8')
try {
  for await (const piece of request) text += piece
  return JSON.parse(text) ?? {}
} catch {
  // The body isn't JSON, or the client is gone.
  return {}
}
//#with
let text = ''
request.setEncoding('utf8')
for await (const piece of request) text += piece
return JSON.parse(text) ?? {}
//#end
