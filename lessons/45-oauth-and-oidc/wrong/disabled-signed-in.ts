// Lets those in who are known, and asks nothing else.
//#file users.ts
//#replace
`select ${userColumns} from users where id = ? and disabled_at is null`)
//#with
`select ${userColumns} from users where id = ?`)
//#end
