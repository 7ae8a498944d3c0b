// Decodes as a stream, which accepts half a character at the end.
//#replace
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
//#with
    const decoder = new TextDecoder('utf-8', { fatal: true })
    return JSON.parse(decoder.decode(bytes, { stream: true }))
//#end
