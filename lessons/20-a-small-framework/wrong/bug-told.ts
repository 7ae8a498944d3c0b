// Sends the message of a bug to the client.
//#file framework/errorReplies.ts
//#replace
return problem(500, 'Something went wrong on our side')
//#with
return problem(500, String(error))
//#end
