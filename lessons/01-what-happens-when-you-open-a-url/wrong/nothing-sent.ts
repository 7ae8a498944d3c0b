// Connected means done.
//#replace
await answerGreeting(socket)
//#with
socket.end()
//#end
//#replace
async function answerGreeting
//#with
export async function answerGreeting
//#end
