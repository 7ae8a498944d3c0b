// Gives all columns of the table.
//#file apiKeys.ts
//#replace
`select ${columns} from api_keys where user = ? order by id desc`
//#with
'select * from api_keys where user = ? order by id desc'
//#end
//#replace
list.all(user).map(toListed)
//#with
list.all(user).map((row) => ({ ...row, ...toListed(row) }))
//#end
