// Turns each piece into text on its own.
//#replace
  request.setEncoding('utf8')
  try
//#with
  try
//#end
