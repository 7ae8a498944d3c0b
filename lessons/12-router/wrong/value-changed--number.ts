// Makes a number of what looks like one.
//#replace
      parameters[word.slice(1)] = segment
//#with
      parameters[word.slice(1)] = isNaN(+segment) ? segment : String(+segment)
//#end
