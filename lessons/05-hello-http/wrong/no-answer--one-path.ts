// The mistake is noticed, and nobody is told.
//#replace
    return sendJson(response, 400, { error: 'Missing name parameter' })
//#with
    return
//#end
