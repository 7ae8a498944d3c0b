// Looks for � to find invalid bytes, but a client may have sent this character.
//#replace
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
//#with
    const text = Buffer.from(bytes).toString()
    if (text.includes('\ufffd')) throw new Error('There are broken bytes')
    return JSON.parse(text)
//#end
