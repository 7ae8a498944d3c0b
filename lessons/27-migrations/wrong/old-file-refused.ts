// Keeps its own list of steps, so old files look new.
//#replace
  return Number(database.prepare('pragma user_version').get()?.['user_version'])
//#with
  database.exec('create table if not exists done (number integer)')
  return Number(database.prepare('select max(number) as last from done').get()?.['last'])
//#end
//#replace
pragma user_version = ${number}`
//#with
insert into done values (${number}); pragma user_version = ${number}`
//#end
