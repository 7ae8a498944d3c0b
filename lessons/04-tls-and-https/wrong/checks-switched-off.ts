// The line from a forum that makes the error go away.
//#replace
servername: 'localhost', ca: authority
//#with
servername: 'localhost', rejectUnauthorized: false
//#end
