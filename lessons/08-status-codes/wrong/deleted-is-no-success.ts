// What is gone is 410, it thinks.
//#replace
    return send(response, 204)
//#with
    return send(response, 410)
//#end
