// An error of begin is caught by nobody.
//#replace
  try {
    database.exec('begin immediate')
    const errors
//#with
  database.exec('begin immediate')
  try {
    const errors
//#end
