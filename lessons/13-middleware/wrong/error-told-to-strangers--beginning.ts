// Sends the beginning of the error.
//#replace
return text(500, 'Something went wrong on our side')
//#with
return text(500, `${error}`.slice(0, 24))
//#end
