// Counts pieces, not lines.
//#replace
      count += 1
//#with
//#end
//#replace
    rest += data
//#with
    rest += data
    count += 1
//#end
