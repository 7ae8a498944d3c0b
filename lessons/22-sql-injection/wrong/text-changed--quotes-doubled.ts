// Doubles the quotes of a parameter.
//#replace
const pattern = `%${words.replace(/[\\%_]/g, '\\$&')}%`
//#with
const pattern = `%${words.replace(/[\\%_]/g, '\\$&')}%`.replaceAll("'", "''")
//#end
