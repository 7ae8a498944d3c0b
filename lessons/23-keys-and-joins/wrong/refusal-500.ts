// Knows no error of the database.
//#replace
  if (code === 2067) return 409
//#with
//#end
