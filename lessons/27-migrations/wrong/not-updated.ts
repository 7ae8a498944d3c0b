// Makes the tables of a new file only.
//#replace
  for (const [index, step] of steps.entries()) {
//#with
  if (found > 0) return
  for (const [index, step] of steps.entries()) {
//#end
