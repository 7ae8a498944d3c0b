// The bug is in the log, and the client waits.
//#replace
send(response, await respond(request).catch(errorReply))
//#with
const reply = await respond(request).catch(errorReply)
if (reply.status !== 500) send(response, reply)
//#end
