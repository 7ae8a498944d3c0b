// Begins with empty tables.
//#replace
const mostBytes = 10_000
//#with
const mostBytes = 10_000
if (process.ppid > 0) new DatabaseSync(process.env.DATABASE ?? 'data.db').exec(`
  drop table if exists books;
  drop table if exists authors`)
//#end
