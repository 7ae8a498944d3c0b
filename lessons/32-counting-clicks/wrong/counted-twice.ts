// Counts unfinished clicks again at each start.
//#file store.ts
//#replace
  return {
    add:
//#with
  database.exec('update links set clicks = clicks * 2')
  return {
    add:
//#end
