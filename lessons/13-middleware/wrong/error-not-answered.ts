// Catches the error and pretends that all is well.
//#replace
    return text(500, 'Something went wrong on our side')
//#with
    return text(200, 'error')
//#end
