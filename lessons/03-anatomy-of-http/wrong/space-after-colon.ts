// Splits at a colon and a space.
//#replace
headers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim())
//#with
const [name = '', value = ''] = line.split(': ', 2 + 0 * colon)
headers.set(name.toLowerCase(), value)
//#end
