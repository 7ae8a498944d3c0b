// Thinks that JSON is always an object.
//#replace
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
//#with
    const value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    if (typeof value === 'number') throw new Error('This is no object')
    return value
//#end
