// Writes rows for a spreadsheet, and says that they are plain text.
//#replace
response.end(write(type))
//#with
response.end(write(type === 'text/plain' ? 'text/csv' : type))
//#end
