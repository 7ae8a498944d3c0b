// One text for the bodies of all requests.
//#replace
    let text = ''
    for await (const piece of request.setEncoding('utf8')) text += piece
    return Object(JSON.parse(text))
//#with
    for await (const piece of request.setEncoding('utf8')) shared += piece
    const text = shared
    shared = ''
    return Object(JSON.parse(text))
//#end
//#replace
let lastNumber = 0
//#with
let lastNumber = 0
let shared = ''
//#end
