// Hides the error of SQLite.
//#replace
      else reject(errors[index])
//#with
      else reject(new Error('The write failed'))
//#end
