// Puts the ids inside errorReplies, so errors have none.
//#file main.ts
//#replace
[requestId, errorReplies]
//#with
[errorReplies, requestId]
//#end
