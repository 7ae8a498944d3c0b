// No Content, and a content.
//#replace
    return send(response, 204)
//#with
    return send(response, 204, { deleted: id })
//#end
