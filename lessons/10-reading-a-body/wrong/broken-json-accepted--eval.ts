// Evaluates the text as JavaScript, which accepts more than JSON.
//#replace
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
//#with
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return new Function(`return (${text}\n)`)()
//#end
