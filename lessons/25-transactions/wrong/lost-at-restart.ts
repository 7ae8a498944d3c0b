// Each start begins with empty tables.
//#replace
database.exec(`
//#with
database.exec(`
  drop table if exists transfers;
  drop table if exists accounts;
//#end
