// Makes a text of each piece by itself.
//#replace
  socket.setEncoding('utf8')
//#with
  // Data comes as bytes.
//#end
//#replace
rest += data
//#with
rest += data.toString()
//#end
