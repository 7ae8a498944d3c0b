// Sends a 400 for a bug.
//#file framework/errorReplies.ts
//#replace
return problem(500, 'Something went wrong on our side')
//#with
return problem(400, 'Something is wrong with this request')
//#end
