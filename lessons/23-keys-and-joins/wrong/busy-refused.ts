// Takes every error of the database for a conflict, and doesn't wait.
//#replace
{ timeout: 5_000 }
//#with
{ timeout: 0 }
//#end
//#replace
if (code === 2067) return 409
//#with
if (code === 2067 || code === 5) return 409
//#end
