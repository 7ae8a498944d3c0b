// Puts the statement together from the words.
//#replace
const pattern = `%${words.replace(/[\\%_]/g, '\\$&')}%`
return database.prepare(`
//#with
return database.prepare(`
//#end
//#replace
(title like ? escape '\\' or artist like ? escape '\\')
//#with
(title like '%${words}%' or artist like '%${words}%')
//#end
//#replace
.all(pattern, pattern, Number(limit))
//#with
.all(Number(limit))
//#end
