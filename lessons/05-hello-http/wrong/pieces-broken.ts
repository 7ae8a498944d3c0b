// Makes text of each piece.
//#replace
  request.setEncoding('utf8')
  try
//#with
  try
//#end
