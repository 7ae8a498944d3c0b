// Splits at a colon and a space.
//#replace
    const colon = line.indexOf(':')
    return { name: line.slice(0, colon), value: line.slice(colon + 1) }
//#with
    const [name = '', value = ''] = line.split(': ')
    return { name, value }
//#end
