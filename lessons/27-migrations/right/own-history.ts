// Keeps a table of its steps too, with a log, and prepared statements of a class.
//#replace
  const found = readVersion()
//#with
  database.exec('pragma journal_mode = wal')
  const found = readVersion()
//#end
//#replace
pragma user_version = ${number}`)
//#with
pragma main.user_version=${number};
        create table if not exists history (step integer, at text default current_timestamp);
        insert into history (step) values (${number})`)
//#end
