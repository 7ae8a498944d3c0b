// Sends the error as JSON.
//#replace
return text(500, 'Something went wrong on our side')
//#with
return text(500, JSON.stringify({ error, message: Object(error).message }))
//#end
