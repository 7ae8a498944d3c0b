// Says so, and sends the text.
//#replace
return { ...reply, body }
//#with
headers['content-length'] = String(reply.body.length)
  return reply
//#end
