// Reads the bytes as Latin-1.
//#replace
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
//#with
    return JSON.parse(Buffer.from(bytes).toString('latin1'))
//#end
