// Tells everyone what happened.
//#replace
    return text(500, 'Something went wrong on our side')
//#with
    return text(500, String(error))
//#end
