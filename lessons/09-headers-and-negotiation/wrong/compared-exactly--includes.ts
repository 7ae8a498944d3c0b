// Searches the header for the word, and knows no star.
//#replace
[offer, `${kind}/*`, '*/*', '*']
//#with
[offer, kind]
//#end
