// Refuses the other server, and says so only in the text.
//#replace
      status: '502 Bad Gateway',
//#with
      status: '200 OK',
//#end
