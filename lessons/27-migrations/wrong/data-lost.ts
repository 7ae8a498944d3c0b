// Begins anew when the version is another one.
//#replace
  for (const [index, step] of steps.entries()) {
//#with
  if (found < steps.length) database.exec('drop table if exists contacts; pragma user_version = 0')
  for (const [index, step] of steps.entries()) {
//#end
//#replace
    if (number <= found) continue
//#with
//#end
