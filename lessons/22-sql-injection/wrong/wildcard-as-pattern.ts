// A parameter, and still a pattern.
//#replace
const pattern = `%${words.replace(/[\\%_]/g, '\\$&')}%`
//#with
const pattern = `%${words}%`
//#end
