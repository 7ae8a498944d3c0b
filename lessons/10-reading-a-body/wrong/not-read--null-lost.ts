// Replaces values that count as false.
//#replace
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
//#with
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) || {}
//#end
