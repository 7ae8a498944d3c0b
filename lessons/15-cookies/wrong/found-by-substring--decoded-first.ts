// Decodes before it splits.
//#replace
for (const pair of header.split(';')) {
//#with
for (const pair of decode(header).split(';')) {
//#end
