// Ignores what comes after the last brace.
//#replace
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
//#with
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return JSON.parse(text.startsWith('{') ? text.slice(0, text.lastIndexOf('}') + 1) : text)
//#end
