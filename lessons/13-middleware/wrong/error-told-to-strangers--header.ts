// Tells it in a header.
//#replace
    return text(500, 'Something went wrong on our side')
//#with
    return text(500, 'Sorry', { 'x-error': String(error).slice(0, 30) })
//#end
