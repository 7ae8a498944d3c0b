// Revokes by the id alone.
//#file apiKeys.ts
//#replace
'delete from api_keys where user = ? and id = ?'
//#with
'delete from api_keys where id = ?'
//#end
//#replace
(user, id) => remove.run(user, id)
//#with
(_user, id) => remove.run(id)
//#end
