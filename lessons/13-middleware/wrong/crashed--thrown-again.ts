// Logs the error, and throws it again.
//#replace
console.error(error)
return text(500, 'Something went wrong on our side')
//#with
console.error(error)
throw error
//#end
