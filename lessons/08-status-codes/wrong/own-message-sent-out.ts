// Sends the message of every error.
//#replace
const detail = isOurs ? error.message : 'Something broke on our side'
//#with
const detail = error instanceof Error ? error.message : 'Something broke'
//#end
